"""Each report's figures against the same counted row by row, on a real PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from firstline_local.provision import provision
from firstline_local.servers import Servers
from firstline_reporting.read_models.question import CannotAnswer
from firstline_reporting.read_models.snapshots import snapshot
from tests.support import naive_reports as naive
from tests.support.incident_rows import by_time, incident_rows
from tests.support.incident_stream import records, told
from tests.support.naive_figures import by_incident
from tests.support.reporting_store import reporting_store
from tests.support.reports import answer, backlog, behind, rows_of
from tests.support.servers import Database

pytestmark = pytest.mark.integration
ROWS = incident_rows(5_000)
Connection = psycopg.Connection[Any]


@pytest.fixture(scope="module")
def connection(servers: Servers) -> Iterator[Connection]:
    """The first rows of the log, as events, all read."""
    database = Database("reports_oracle", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    with reporting_store(database.url("reporting")) as store:
        store.feed(records(told(by_time(ROWS))))
        with snapshot(store.pool) as connection:
            yield connection


@pytest.mark.parametrize("zone", ["UTC", "Europe/Rome", "Asia/Kathmandu"])
@pytest.mark.parametrize("by", list(naive.IN_TIME))
def test_the_volume_in_time_is_what_the_rows_say(
    connection: Connection, by: str, zone: str
) -> None:
    found = rows_of(connection, "volume", "tickets", by=by, zone=zone)
    assert found == naive.volume(ROWS, by, zone)
    assert list(found) == sorted(found)


@pytest.mark.parametrize("by", list(naive.OF_TICKETS))
def test_the_volume_by_word_is_what_the_rows_say(connection: Connection, by: str) -> None:
    assert rows_of(connection, "volume", "tickets", by=by) == naive.volume(ROWS, by)


def test_resolution_by_the_source_is_what_its_rows_state(connection: Connection) -> None:
    found = answer(connection, "resolution", by="source_priority", clock="by_source")
    expected = naive.resolved_by_source(ROWS)
    assert {row["key"] for row in found["rows"]} == set(expected)
    for row in found["rows"]:
        figures = expected[row["key"]]
        assert {name: row[name] for name in figures} == pytest.approx(figures)
    without = [one for one in by_incident(ROWS) if one[-1].resolved_at is None]
    closed = [one for one in without if one[-1].state == "Closed"]
    assert found["not_observable"] == len(closed) > 0


@pytest.mark.parametrize("version", [1, 2])
def test_resolution_by_state_is_what_the_transitions_say(
    connection: Connection, version: int
) -> None:
    definition = f"resolution@{version}"
    found = answer(connection, "resolution", by="source_priority", definition=definition)
    expected = naive.resolved_by_state(ROWS, each=version == 2)
    assert {row["key"] for row in found["rows"]} == set(expected)
    for row in found["rows"]:
        figures = expected[row["key"]]
        assert {name: row[name] for name in figures} == pytest.approx(figures)


def test_a_restatement_shows_what_changed(connection: Connection) -> None:
    found = answer(connection, "resolution", by="source_priority", compare="resolution@1")
    was = answer(connection, "resolution", by="source_priority", definition="resolution@1")
    restated = found["restatement"]
    assert restated["rows"] == was["rows"]
    assert restated["total"] == was["total"]
    changed = {(one["key"], one["column"]): (one["was"], one["now"]) for one in restated["changes"]}
    before = was["total"]["n"]
    assert before < found["total"]["n"], "some tickets have a second cycle"
    for row in found["rows"]:
        for one in was["rows"]:
            if one["key"] == row["key"] and one["n"] != row["n"]:
                assert changed[row["key"], "n"] == (one["n"], row["n"])


@pytest.mark.parametrize(("of", "column"), [("queue", "group"), ("assignee", "assignee")])
def test_reassignments_and_ping_pong_are_what_the_rows_say(
    connection: Connection, of: str, column: str
) -> None:
    found = answer(connection, "reassignments", of=of)["total"]
    expected = naive.reassignments(ROWS, column)
    assert {name: found[name] for name in expected} == expected


def test_promises_are_the_last_word_of_the_source(connection: Connection) -> None:
    found = answer(connection, "promises", by="source_priority")["rows"]
    expected = naive.promises(ROWS)
    assert {row["key"]: [row["broken"], row["tickets"]] for row in found} == expected


def test_contacts_on_a_desk_without_messages_are_not_observable(connection: Connection) -> None:
    found = answer(connection, "contacts")
    tickets = len(by_incident(ROWS))
    assert found["total"]["tickets"] == 0
    assert found["total"]["per_ticket"] is None
    assert found["not_observable"] == tickets
    assert sum(row["not_observable"] for row in found["rows"]) == tickets


BEGIN = datetime(2016, 2, 29, tzinfo=UTC)


@pytest.mark.parametrize("by", ["all", "status", "source_status", "queue", "priority"])
def test_the_backlog_at_every_step_is_what_the_rows_say(connection: Connection, by: str) -> None:
    until = BEGIN + timedelta(days=12)
    found = answer(connection, "backlog-history", by=by, since=BEGIN, until=until, step="7h")
    points = [BEGIN + timedelta(hours=7 * n) for n in range(42)]
    expected = naive.backlog_series(ROWS, points, by)
    counts = {(row["at"], row["key"]): row["count"] for row in found["rows"] if row["count"]}
    assert counts == expected


def test_the_history_of_the_backlog_goes_through_the_backlog_of_each_instant(
    connection: Connection,
) -> None:
    found = answer(connection, "backlog-history", by="queue", step="1w")["rows"]
    at = found[-1]["at"]
    then = {row["key"]: row["count"] for row in found if row["at"] == at}
    assert then == {row["key"]: row["count"] for row in backlog(connection, at, "queue")["rows"]}
    for row in found[:40]:
        key = f"{row['at'].isoformat()} {row['key'] or ''}"
        assert len(behind(connection, "backlog-history", key, by="queue")) == row["count"]


def test_too_many_points_are_refused_with_the_way_out(connection: Connection) -> None:
    with pytest.raises(CannotAnswer, match=r"more than 5,000; take a longer step"):
        answer(connection, "backlog-history", step="1m")


@pytest.mark.parametrize("key", ["x", "2016-03-01", "2016-03-01T00:00:00 New", None])
def test_a_key_that_names_no_instant_is_refused(connection: Connection, key: str | None) -> None:
    with pytest.raises(CannotAnswer, match="instant"):
        behind(connection, "backlog-history", key, by="queue")
