"""Moves of an imported desk: what the log's assignment groups say, counted row by row."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from firstline_local.provision import provision
from firstline_local.servers import Servers
from firstline_reporting.read_models.snapshots import snapshot
from tests.support.incident_cases import with_cases
from tests.support.incident_rows import by_time, incident_rows
from tests.support.incident_stream import records, told
from tests.support.naive_figures import by_incident
from tests.support.reporting_store import ReportingStore, reporting_store
from tests.support.reports import answer
from tests.support.servers import Database

pytestmark = pytest.mark.integration
ROWS = incident_rows(10_000)
GROUPS = [[row.group for row in incident] for incident in by_incident(ROWS)]


@pytest.fixture(scope="module")
def desk(servers: Servers) -> Iterator[ReportingStore]:
    """The first rows of the log with the cases that follow them."""
    database = Database("reporting_imported_moves", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    stream = records(list(with_cases(told(by_time(ROWS)))))
    with reporting_store(database.url("reporting")) as store:
        store.feed(stream, range(1_000, len(stream), 1_000))
        yield store


def known(groups: list[str | None]) -> list[str]:
    """The groups that were named, without one that is named twice in a row."""
    named = [group for group in groups if group is not None]
    return [group for place, group in enumerate(named) if place == 0 or named[place - 1] != group]


def test_moves_are_the_changes_of_the_logs_groups(desk: ReportingStore) -> None:
    with snapshot(desk.pool) as connection:
        total = answer(connection, "moves")["total"]
    paths = [known(groups) for groups in GROUPS]
    direct = [[(a, b) for a, b in pairwise(g) if a and b and a != b] for g in GROUPS]
    returns = [[group for n, group in enumerate(path) if group in path[:n]] for path in paths]
    assert total["moves"] == sum(max(0, len(path) - 1) for path in paths) > 500
    assert total["direct"] == sum(map(len, direct))
    assert total["directly_moved"] == sum(map(bool, direct))
    assert total["returned"] == sum(map(len, returns))
    assert total["tickets_returned"] == sum(map(bool, returns))


def test_agents_of_an_imported_desk_are_those_that_its_source_names(desk: ReportingStore) -> None:
    with snapshot(desk.pool) as connection:
        total = answer(connection, "agent-changes")["total"]
    paths = [known([row.assignee for row in incident]) for incident in by_incident(ROWS)]
    assert total["changes"] == sum(max(0, len(path) - 1) for path in paths)


@pytest.mark.parametrize("name", ["first-contact", "response", "ratings", "conversations"])
def test_what_an_import_cannot_show_is_not_observable_and_outside_the_rate(
    desk: ReportingStore, name: str
) -> None:
    with snapshot(desk.pool) as connection:
        found = answer(connection, name)
    [(resolutions, first)] = desk.rows(
        "SELECT count(*), count(*) FILTER (WHERE cycle = 1) FROM analytics.resolutions"
    )
    tickets = len(GROUPS)
    hidden = {"first-contact": first, "ratings": resolutions}.get(name, tickets)
    assert found["not_observable"] == hidden > 0
    assert all(not row[column] for row in found["rows"] for column in _figures(row))


def _figures(row: dict[str, object]) -> list[str]:
    return [column for column in row if column not in ("key", "not_observable")]


def test_a_resolution_is_credited_to_who_had_the_case_then(desk: ReportingStore) -> None:
    [(credited, of)] = desk.rows(
        "SELECT count(assignee) + count(queue), count(*) FROM analytics.resolutions"
    )
    assert credited > of
