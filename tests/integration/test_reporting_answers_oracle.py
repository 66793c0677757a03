"""Reports on answers without an agent against the same figures, recounted subject by subject."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest

from firstline_local.provision import provision
from firstline_local.servers import Servers
from firstline_reporting.read_models import asking
from firstline_reporting.read_models.report import WHOLE
from firstline_reporting.read_models.snapshots import snapshot
from tests.support import naive_answers as naive
from tests.support.answer_history import answer_history
from tests.support.live_history import BEGIN, live_history, live_records
from tests.support.naive_live_figures import Fact, rows
from tests.support.naive_stories import stories
from tests.support.reporting_store import ReportingStore, reporting_store
from tests.support.reports import answer, asked, behind
from tests.support.servers import Database

pytestmark = pytest.mark.integration
DESK = live_history(800)
TOLD = answer_history(DESK, 500)
LATE, MIDDLE = BEGIN + timedelta(days=400), BEGIN + timedelta(days=14)
every_instant = pytest.mark.parametrize("at", [LATE, MIDDLE], ids=["late", "middle"])


@pytest.fixture(scope="module")
def desk(servers: Servers) -> Iterator[ReportingStore]:
    """Some weeks of a desk with articles and flows, read in batches of 500."""
    database = Database("reporting_answers_oracle", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    stream = live_records([*DESK, *TOLD])
    with reporting_store(database.url("reporting")) as store:
        store.feed(stream, range(500, len(stream), 500))
        yield store


def told(desk: ReportingStore, name: str, **said: Any) -> dict[str, Any]:
    with snapshot(desk.pool) as connection:
        return answer(connection, name, **said)


@cache
def gaps(at: datetime) -> list[Fact]:
    told_until = stories([said for said in DESK if said.at <= at])
    # the category of a ticket and its merges are as they stand now, as in every report
    now = stories(DESK)
    for ticket, story in told_until.items():
        story.category, story.merged_into = now[ticket].category, now[ticket].merged_into
    return naive.gap_facts(naive.lives(TOLD, at), told_until)


@cache
def served(at: datetime) -> list[Fact]:
    lives = naive.lives(TOLD, at)
    desk = stories(DESK)
    facts = naive.search_facts(lives) + naive.draft_facts(lives, at)
    facts += naive.ticket_facts(lives, desk)
    return [{**one, "day": f"{one['at']:%Y-%m-%d}", "week": f"{one['at']:%G-W%V}"} for one in facts]


def compare(found: dict[str, Any], expected: dict[Any, dict[str, Any]]) -> None:
    by_key = {row["key"]: row for row in found["rows"]}
    assert by_key.keys() | {...} == expected.keys()
    for key, figures in expected.items():
        row = found["total"] if key is ... else by_key[key]
        for column, figure in figures.items():
            wanted = figure if isinstance(figure, datetime) else pytest.approx(figure)
            assert row[column] == wanted, (key, column)


@every_instant
@pytest.mark.parametrize("by", ["day", "week", "language"])
def test_self_service_is_a_recount(desk: ReportingStore, at: datetime, by: str) -> None:
    found = told(desk, "self-service", by=by, at=at)
    compare(found, rows(served(at), by, naive.count_self_service))
    assert found["total"]["drafts"] > found["total"]["abandoned"] > 0


@every_instant
@pytest.mark.parametrize("by", ["language", "category"])
def test_gaps_are_a_recount(desk: ReportingStore, at: datetime, by: str) -> None:
    compare(told(desk, "gaps", by=by, at=at), rows(gaps(at), by, naive.count_gaps))


@every_instant
def test_gaps_by_words_are_all_of_them_each_in_one_group(
    desk: ReportingStore, at: datetime
) -> None:
    found = told(desk, "gaps", at=at)
    figures = naive.count_gaps(gaps(at))
    assert {name: found["total"][name] for name in figures} == figures
    order = [(-row["gaps"], -row["unopened"]) for row in found["rows"]]
    assert order == sorted(order)
    wordless = [one for one in gaps(at) if not one["words"]]
    [unknown] = [row for row in found["rows"] if row["key"] is None]
    figures = naive.count_gaps(wordless)
    assert {name: unknown[name] for name in figures} == figures


def test_behind_a_group_are_its_searches_and_tickets_which_share_words_with_it(
    desk: ReportingStore,
) -> None:
    by_id = {one["id"]: one for one in gaps(LATE)}
    seen: Counter[Any] = Counter()
    for row in told(desk, "gaps", at=LATE)["rows"]:
        question = asked("gaps", at=LATE)
        with snapshot(desk.pool) as connection:
            tickets = behind(connection, "gaps", row["key"], at=LATE)
            others = asking.behind_else(question, row["key"], "searches")
            found = asking.page_of_others(connection, others, None, 10_000)
        facts = [by_id[one] for one in [*tickets, *(each["id"] for each in found)]]
        figures = naive.count_gaps(facts)
        assert {name: row[name] for name in figures} == figures
        seen.update(one["id"] for one in facts)
        if row["key"] is not None:
            language, *words = row["key"].split(" ")
            assert all(one["language"] == language for one in facts)
            assert all({*one["words"]} & {*words} for one in facts)
    assert seen == Counter(list(by_id))
    with snapshot(desk.pool) as connection:
        everybody = behind(connection, "gaps", WHOLE, at=LATE)
    assert set(everybody) == {one["id"] for one in by_id.values() if one["what"] == "ticket"}


def test_gaps_keep_to_a_language_and_a_category(desk: ReportingStore) -> None:
    wanted = [one for one in gaps(LATE) if (one["language"], one["category"]) == ("it", "vpn")]
    found = told(desk, "gaps", at=LATE, language="it", category="vpn")
    figures = naive.count_gaps(wanted)
    assert {name: found["total"][name] for name in figures} == figures
    assert wanted


def test_a_period_keeps_to_what_was_seen_in_it(desk: ReportingStore) -> None:
    since, until = BEGIN + timedelta(days=5), BEGIN + timedelta(days=9)
    wanted = [one for one in gaps(LATE) if since <= one["at"] < until]
    found = told(desk, "gaps", at=LATE, since=since, until=until)
    figures = naive.count_gaps(wanted)
    assert {name: found["total"][name] for name in figures} == figures


@every_instant
@pytest.mark.parametrize("by", ["step", "version", "flow"])
def test_flow_steps_are_a_recount(desk: ReportingStore, at: datetime, by: str) -> None:
    facts = naive.step_facts(naive.lives(TOLD, at))
    found = told(desk, "flow-steps", by=by, at=at)
    compare(found, rows(facts, "key" if by == "step" else by, naive.count_steps))


def test_a_step_tells_its_text_in_the_first_language_of_its_version(desk: ReportingStore) -> None:
    rows = told(desk, "flow-steps", at=LATE)["rows"]
    texts = {row["key"]: row["text"] for row in rows}
    assert texts["vpn-drops@2 light"] == "light 2?"
    assert texts["vpn-drops@1 dock"] == "dock 1"
    assert texts["vpn-drops@2 fine"] == "The end."
    assert {row["text"] for row in told(desk, "flow-steps", by="flow", at=LATE)["rows"]} == {None}


def test_each_answer_to_each_step_is_counted(desk: ReportingStore) -> None:
    facts = [one for one in naive.step_facts(naive.lives(TOLD, LATE)) if one["what"] == "answered"]
    counts = Counter(f"{one['key']} {one['answer']}" for one in facts)
    found = told(desk, "flow-steps", by="answer", at=LATE)
    assert {row["key"]: row["answered"] for row in found["rows"]} == counts


def test_every_walk_that_was_started_has_an_end_or_stands_somewhere(desk: ReportingStore) -> None:
    for row in told(desk, "flow-steps", by="flow", at=MIDDLE)["rows"]:
        ends = (row[name] for name in ("solved", "not_solved", "given_up", "open"))
        assert row["reached"] == sum(ends)


def test_steps_stand_in_the_order_of_the_flow(desk: ReportingStore) -> None:
    found = told(desk, "flow-steps", at=LATE)
    steps = [row["key"] for row in found["rows"] if row["key"].startswith("vpn-drops@2 ")]
    assert [one.split(" ")[1] for one in steps] == [
        "light",
        "dock",
        "power",
        "call",
        "error",
        "fine",
    ]
