"""Reports over a lively desk against the same figures, recounted ticket by ticket."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from firstline_local.provision import provision
from firstline_local.servers import Servers
from firstline_reporting.read_models.snapshots import snapshot
from tests.support import naive_live_figures as naive
from tests.support import naive_live_work as work
from tests.support.live_history import BEGIN, live_history, live_records
from tests.support.naive_stories import stories
from tests.support.reporting_store import ReportingStore, reporting_store
from tests.support.reports import answer, behind, rows_of
from tests.support.servers import Database

pytestmark = pytest.mark.integration
HISTORY = live_history(3_000)
TOLD = stories(HISTORY)
AT = BEGIN + timedelta(days=45)
Recount = tuple[list[naive.Fact], Callable[[list[naive.Fact]], dict[str, Any]]]
_RESOLVED = naive.resolutions(TOLD)
_RATED = [fact for fact in _RESOLVED if not fact["merged"]]
RECOUNTS: dict[str, Recount] = {
    "first-contact": (naive.first_contact(TOLD, AT), naive.count_first_contact),
    "response": (naive.response(TOLD), naive.count_response),
    "moves": (naive.moves(TOLD), naive.count_moves),
    "lines": (naive.arrivals(TOLD), naive.count_arrivals),
    "resolutions": (_RESOLVED, naive.count_resolutions),
    "ratings": (_RATED, naive.count_ratings),
    "conversations": (work.conversations(TOLD), work.count_conversations),
    "agent-changes": (work.agent_changes(TOLD), work.count_agent_changes),
    "escalation-requests": (work.requests(TOLD), work.count_requests),
    "load": (work.load(TOLD, AT), work.count_load),
    "referrals": (work.referrals(TOLD), work.count_referrals),
    "major-incidents": (work.incidents(TOLD), work.count_incidents),
}
ASKED = [
    ("first-contact", "category"),
    ("first-contact", "line"),
    ("first-contact", "agent"),
    ("response", "priority"),
    ("response", "line"),
    ("response", "queue"),
    ("response", "channel"),
    ("moves", "kind"),
    ("moves", "from"),
    ("moves", "to"),
    ("moves", "agent"),
    ("moves", "category"),
    ("lines", "line"),
    ("lines", "went"),
    ("resolutions", "outcome"),
    ("resolutions", "agent"),
    ("resolutions", "line"),
    ("resolutions", "queue"),
    ("resolutions", "cycle"),
    ("ratings", "agent"),
    ("ratings", "queue"),
    ("conversations", "category"),
    ("conversations", "channel"),
    ("conversations", "kind"),
    ("conversations", "author"),
    ("conversations", "agent"),
    ("agent-changes", "from"),
    ("agent-changes", "to"),
    ("escalation-requests", "line"),
    ("escalation-requests", "outcome"),
    ("load", "agent"),
    ("referrals", "to"),
    ("referrals", "agent"),
    ("major-incidents", "category"),
]


@pytest.fixture(scope="module")
def desk(servers: Servers) -> Iterator[ReportingStore]:
    """Some weeks of a lively desk, read in batches of 1,000."""
    database = Database("reporting_live_oracle", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    stream = live_records(HISTORY)
    with reporting_store(database.url("reporting")) as store:
        store.feed(stream, range(1_000, len(stream), 1_000))
        yield store


def told(desk: ReportingStore, name: str, by: str, **said: Any) -> dict[str, Any]:
    """The report, as of an instant where it takes one."""
    dated = {"at": AT} if name in ("first-contact", "load") else {}
    with snapshot(desk.pool) as connection:
        return answer(connection, name, by=by, **dated, **said)


def test_the_history_is_taken_whole(desk: ReportingStore) -> None:
    assert desk.rows("SELECT * FROM reporting.dead_letters") == []
    [(events,)] = desk.rows("SELECT count(*) FROM analytics.ticket_events")
    assert events == len(HISTORY) > 30_000


@pytest.mark.parametrize(("name", "by"), ASKED)
def test_the_figures_are_those_of_a_recount(desk: ReportingStore, name: str, by: str) -> None:
    facts, measure = RECOUNTS[name]
    expected = naive.rows(facts, by, measure)
    found = told(desk, name, by)
    rows = {row["key"]: row for row in found["rows"]}
    assert rows.keys() | {...} == expected.keys()
    for key, figures in expected.items():
        row = found["total"] if key is ... else rows[key]
        assert {column: row[column] for column in figures} == pytest.approx(figures), key


def test_every_report_has_something_to_tell_of_this_history() -> None:
    assert all(facts for facts, _ in RECOUNTS.values())
    tallied = naive.count_first_contact(RECOUNTS["first-contact"][0])
    assert 0 < tallied["provisional"] < tallied["resolved"]
    assert 0 < tallied["first_contact"] < tallied["eligible"] < tallied["resolved"]


def test_a_period_keeps_to_what_happened_in_it(desk: ReportingStore) -> None:
    since, until = BEGIN + timedelta(days=10), BEGIN + timedelta(days=20)
    facts = [fact for fact in _RESOLVED if since <= fact["at"] < until]
    found = told(desk, "resolutions", "agent", since=since, until=until)
    assert found["total"]["resolutions"] == len(facts) > 0


def test_merged_tickets_are_outside_of_the_rate_and_counted(desk: ReportingStore) -> None:
    merged = [one for one in TOLD.values() if one.merged_into and one.rests]
    gone = [one for one in merged if one.rests[0].at <= AT]
    assert told(desk, "first-contact", "category")["merged"] == len(gone)


def test_a_row_drills_down_to_the_tickets_of_its_facts(desk: ReportingStore) -> None:
    facts = RECOUNTS["moves"][0]
    returned = {fact["ticket"] for fact in facts if fact["back"]}
    with snapshot(desk.pool) as connection:
        found = behind(connection, "moves", "yes", by="return")
    assert set(found) == returned
    held = {fact["ticket"] for fact in RECOUNTS["first-contact"][0] if fact["held"]}
    with snapshot(desk.pool) as connection:
        found = behind(connection, "first-contact", "first contact", by="result", at=AT)
    assert set(found) == held


def test_the_backlog_by_agent_is_the_open_part_of_their_load(desk: ReportingStore) -> None:
    opened = [fact["agent"] for fact in RECOUNTS["load"][0] if fact["what"] == "open"]
    with snapshot(desk.pool) as connection:
        found = rows_of(connection, "backlog", "count", by="desk_assignee", at=AT)
    found.pop(None)  # those that nobody had
    assert found == Counter(opened)


def test_an_agents_open_tickets_are_listed_alone(desk: ReportingStore) -> None:
    mine = {
        fact["ticket"]
        for fact in RECOUNTS["load"][0]
        if fact["agent"] == "ann" and fact["what"] == "open"
    }
    with snapshot(desk.pool) as connection:
        found = behind(connection, "load", "ann", by="agent", at=AT, of="open")
    assert set(found) == mine != set()
