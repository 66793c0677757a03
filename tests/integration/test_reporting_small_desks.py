"""On any small desk, read in any batches, the reports say what a recount says."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from firstline_chassis.records import Record
from firstline_reporting.read_models.snapshots import snapshot
from tests.support import naive_live_figures as naive
from tests.support import naive_live_work as work
from tests.support.live_history import BEGIN, live_history, live_records
from tests.support.naive_stories import stories
from tests.support.reporting_store import ReportingStore, reporting_store
from tests.support.reports import answer
from tests.support.servers import Database

pytestmark = pytest.mark.integration
AT = BEGIN + timedelta(days=3)
Recount = tuple[str, str, list[naive.Fact], Callable[[list[naive.Fact]], dict[str, Any]]]


@pytest.fixture
def store(database: Database) -> Iterator[ReportingStore]:
    with reporting_store(database.url("reporting")) as store:
        yield store


def recounts(told: naive.Told) -> Sequence[Recount]:
    rested = naive.resolutions(told)
    rated = [fact for fact in rested if not fact["merged"]]
    contacts = naive.first_contact(told, AT)
    return (
        ("first-contact", "channel", contacts, naive.count_first_contact),
        ("response", "category", naive.response(told), naive.count_response),
        ("moves", "to", naive.moves(told), naive.count_moves),
        ("lines", "line", naive.arrivals(told), naive.count_arrivals),
        ("resolutions", "category", rested, naive.count_resolutions),
        ("ratings", "category", rated, naive.count_ratings),
        ("load", "agent", work.load(told, AT), work.count_load),
        ("agent-changes", "from", work.agent_changes(told), work.count_agent_changes),
    )


def interleaved(stream: Sequence[Record], chance: Random) -> list[Record]:
    """The partitions' records, each in order, read in any order to one another."""
    homes: dict[tuple[str, int], list[Record]] = {}
    for record in stream:
        homes.setdefault(record.home, []).append(record)
    read = []
    while waiting := [home for home, records in homes.items() if records]:
        read.append(homes[chance.choice(waiting)].pop(0))
    return read


@pytest.mark.parametrize("seed", range(8))
def test_any_small_desk_read_in_any_order_tells_what_a_recount_tells(
    store: ReportingStore, seed: int
) -> None:
    chance = Random(seed)
    history = live_history(60, seed=seed + 100)
    stream = interleaved(live_records(history), chance)
    store.feed(stream, chance.sample(range(len(stream)), 12))
    told = stories(history)
    for name, by, facts, measure in recounts(told):
        expected = naive.rows(facts, by, measure)
        with snapshot(store.pool) as connection:
            found = answer(connection, name, by=by, at=AT)
        rows = {row["key"]: row for row in found["rows"]} | {...: found["total"]}
        assert rows.keys() == expected.keys(), name
        for key, figures in expected.items():
            row = {column: rows[key][column] for column in figures}
            assert row == pytest.approx(figures), (name, key)
