"""Reporting's answers against the same figures counted row by row, on a real PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from firstline_local.provision import provision
from firstline_local.servers import Servers
from firstline_reporting.read_models.snapshots import snapshot
from firstline_reporting.read_models.ticket_listing import Asked, tickets_then
from tests.support import naive_figures
from tests.support.incident_rows import by_time, incident_rows
from tests.support.incident_stream import records, told
from tests.support.reporting_store import ReportingStore, reporting_store
from tests.support.reports import backlog, behind, figures
from tests.support.servers import Database

pytestmark = pytest.mark.integration
ROWS = incident_rows(10_000)
DIMENSIONS = ("source_status", "status", "queue", "priority")
BEGIN = datetime(2016, 2, 29, 1, 16, tzinfo=UTC)
INSTANTS = [BEGIN + timedelta(hours=11 * n * n, minutes=7 * n) for n in range(28)]


@pytest.fixture(scope="module")
def desk(servers: Servers) -> Iterator[ReportingStore]:
    """The first rows of the log, as events, read in batches of 1,000."""
    database = Database("reporting_oracle", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    stream = records(told(by_time(ROWS)))
    with reporting_store(database.url("reporting")) as store:
        store.feed(stream, range(1_000, len(stream), 1_000))
        yield store


@pytest.mark.parametrize("by", DIMENSIONS)
def test_the_backlog_at_any_instant_is_what_the_rows_say(desk: ReportingStore, by: str) -> None:
    for at in INSTANTS:
        with snapshot(desk.pool) as connection:
            assert backlog(connection, at, by) == naive_figures.backlog(ROWS, at, by), at


def test_the_backlog_of_an_origin_is_that_of_its_tickets(desk: ReportingStore) -> None:
    at = INSTANTS[9]
    with snapshot(desk.pool) as connection:
        everything = backlog(connection, at, "queue")
        assert backlog(connection, at, "queue", "servicenow") == everything
        assert backlog(connection, at, "queue", "elsewhere")["backlog"] == 0


def test_an_instant_includes_what_happens_in_it(desk: ReportingStore) -> None:
    with snapshot(desk.pool) as connection:
        assert backlog(connection, BEGIN, "status")["tickets"] == 1
        before = BEGIN - timedelta(microseconds=1)
        assert backlog(connection, before, "status")["tickets"] == 0


def test_state_transitions_are_what_the_rows_say(desk: ReportingStore) -> None:
    with snapshot(desk.pool) as connection:
        assert figures(connection, "transitions") == naive_figures.transitions(ROWS)


def test_reopenings_are_what_the_rows_say(desk: ReportingStore) -> None:
    with snapshot(desk.pool) as connection:
        found = figures(connection, "reopened")
    assert naive_figures.reopened(ROWS).items() <= found.items()


def test_priorities_and_their_changes_are_what_the_rows_say(desk: ReportingStore) -> None:
    with snapshot(desk.pool) as connection:
        found = figures(connection, "priorities")
    assert naive_figures.priorities(ROWS).items() <= found.items()


def test_triage_agrees_with_the_source_on_every_record_that_made_events(
    desk: ReportingStore,
) -> None:
    with snapshot(desk.pool) as connection:
        found = figures(connection, "priorities")["agreement"]
    assert found["agree"] == found["of"] == found["records"] > len(ROWS) / 2


def test_a_backlog_figure_drills_down_to_as_many_tickets(desk: ReportingStore) -> None:
    at = INSTANTS[9]
    with snapshot(desk.pool) as connection:
        for row in backlog(connection, at, "queue")["rows"]:
            asked = Asked({"queue": row["key"]}, backlog=True)
            assert len(tickets_then(connection, at, asked, None, 10_000)) == row["count"]
            found = behind(connection, "backlog", row["key"], by="queue", at=at)
            assert len(found) == row["count"]


def test_the_function_for_analysts_counts_the_same_backlog(desk: ReportingStore) -> None:
    at = INSTANTS[9]
    [(backlog_then,)] = desk.rows(
        "SELECT count(*) FROM analytics.tickets_as_of(%s) WHERE in_backlog", at
    )
    assert backlog_then == naive_figures.backlog(ROWS, at, "status")["backlog"]


def test_no_record_of_the_log_ends_as_a_dead_letter(desk: ReportingStore) -> None:
    assert desk.rows("SELECT * FROM reporting.dead_letters") == []
