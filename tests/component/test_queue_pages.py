"""The queue over HTTP: in turn, in stable pages, by every filter; and who has what."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient

from firstline_chassis.store import Store
from firstline_escalation.bootstrap import build_app, build_policies
from firstline_escalation.read_models import queue_rows
from firstline_escalation.read_models.queue_rows import Row
from firstline_events.vocabulary import Priority
from tests.support.escalation import escalation_pool, escalation_store
from tests.support.queue import AGENTS, OPENED, case, cases, fill, in_turn
from tests.support.servers import Database
from tests.support.ticket_api import checked, code_of

MANY = 300


class Desk(NamedTuple):
    """The API and the store behind it."""

    client: TestClient
    store: Store

    def get(self, path: str, expect: int = 200, **asked: Any) -> Any:
        return checked(self.client.get(f"/v1{path}", params=asked), expect).json()

    def tickets(self, path: str = "/cases", limit: int = 50, **asked: Any) -> list[str]:
        """Every page of the list."""
        page = self.get(path, limit=limit, **asked)
        found = [one["ticket"] for one in page["items"]]
        while page["next"]:
            page = self.get(path, limit=limit, cursor=page["next"], **asked)
            found += [one["ticket"] for one in page["items"]]
        return found


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with escalation_pool(database) as pool:
        store = escalation_store(pool)
        app = build_app(store, build_policies(), dict)
        yield Desk(TestClient(app, raise_server_exceptions=False), store)


def test_a_major_incident_comes_first_then_priority_score_age_and_id(desk: Desk) -> None:
    rows = [
        case(1, priority=Priority.LOW, score=900),
        case(2, priority=Priority.HIGH, score=300, opened_at=OPENED),
        case(3, priority=Priority.HIGH, score=310),
        case(4, priority=Priority.LOW, score=100, major_incident=True),
        case(5, priority=Priority.HIGH, score=300, opened_at=OPENED),
        case(6, priority=Priority.CRITICAL, score=400),
        case(7, priority=Priority.HIGH, score=None),
    ]
    fill(desk.store, rows)
    found = desk.get("/cases")["items"]
    assert [one["number"][-1] for one in found] == ["4", "6", "3", "2", "5", "7", "1"]
    assert (found[0]["major_incident"], found[0]["priority"]) == (True, "low")
    assert (found[5]["by_default"], found[5]["score"]) == (True, None)


@pytest.mark.parametrize("limit", [1, 7, 200])
def test_pages_of_any_size_hold_every_case_once_in_the_one_order(desk: Desk, limit: int) -> None:
    rows = cases(60)
    fill(desk.store, rows)
    assert desk.tickets(limit=limit) == in_turn(rows)


FILTERS: list[tuple[dict[str, Any], Callable[[Row], bool]]] = [
    ({"line": "second"}, lambda row: row.line == "second"),
    ({"queue": "devices"}, lambda row: row.queue == "devices"),
    ({"assignee": "ada"}, lambda row: row.assignee == "ada"),
    ({"unassigned": True}, lambda row: row.assignee is None),
    ({"owner": "carla"}, lambda row: row.owner == "carla"),
    ({"priority": "low"}, lambda row: row.priority == "low"),
    ({"major_incident": True}, lambda row: row.rank == 0),
    ({"major_incident": False}, lambda row: row.rank > 0),
    ({"category": "vpn"}, lambda row: row.category == "vpn"),
    ({"language": "it"}, lambda row: row.language == "it"),
    ({"origin": "shop"}, lambda row: row.origin == "shop"),
    (
        {"line": "second", "unassigned": True, "priority": "high", "language": "en"},
        lambda row: (
            (row.line, row.assignee, row.priority, row.language) == ("second", None, "high", "en")
        ),
    ),
    ({"category": "nothing of the kind"}, lambda _: False),
]


def test_each_filter_finds_what_a_naive_search_finds(desk: Desk) -> None:
    rows = cases(MANY, majors=0.1)
    fill(desk.store, rows)
    for asked, fits in FILTERS:
        assert desk.tickets(**asked) == in_turn(filter(fits, rows)), asked
    found = desk.tickets("/queues/network/cases", unassigned=True)
    assert found == in_turn(r for r in rows if r.queue == "network" and not r.assignee)


def test_pages_stay_stable_while_cases_come_and_go(desk: Desk) -> None:
    rows = cases(40)
    fill(desk.store, rows)
    expected = in_turn(rows)
    first = desk.get("/cases", limit=10)
    before = case(900, major_incident=True)
    gone = next(row for row in rows if str(row.ticket_id) == expected[9])
    with desk.store.transaction() as tx:
        queue_rows.keep(tx, [before])
        queue_rows.drop(tx, [gone.ticket_id])
    rest = desk.get("/cases", limit=200, cursor=first["next"])
    assert [one["ticket"] for one in rest["items"]] == expected[10:]


def test_the_case_at_which_a_page_ended_is_not_shown_again_when_it_goes_back(desk: Desk) -> None:
    first, second, third = (case(n, priority=Priority.HIGH) for n in (1, 2, 3))
    fill(desk.store, [first, second, third])
    page = desk.get("/cases", limit=1)
    fill(desk.store, [case(1, priority=Priority.LOW)])
    rest = desk.get("/cases", cursor=page["next"])["items"]
    assert [one["ticket"] for one in rest] == in_turn([second, third])


def test_imported_cases_are_shown_when_asked_for(desk: Desk) -> None:
    ours = case(1)
    theirs = case(2, line=None, queue="Group 70", assignee="Resolver 8", origin="servicenow")
    fill(desk.store, [ours, theirs])
    assert desk.tickets() == in_turn([ours])
    asked: dict[str, Any] = {"timeline": "source", "queue": "Group 70", "assignee": "Resolver 8"}
    assert desk.tickets(**asked) == in_turn([theirs])
    assert desk.tickets("/queues/Group 70/cases", timeline="source") == in_turn([theirs])
    assert desk.get("/agents")["items"] == []


def test_counts_are_right_whatever_happens_to_the_cases(desk: Desk) -> None:
    chance, known = random.Random(7), {row.ticket_id: row for row in cases(MANY, majors=0.1)}
    fill(desk.store, [*known.values()])
    for turn in range(5):
        moved = chance.sample(sorted(known), 80)
        changed = [row._replace(ticket_id=moved[n]) for n, row in enumerate(cases(60, turn))]
        with desk.store.transaction() as tx:
            queue_rows.keep(tx, changed)
            queue_rows.drop(tx, moved[60:])
        known = {one: row for one, row in known.items() if one not in moved[60:]}
        known |= {row.ticket_id: row for row in changed}
        assert counted(desk) == naively(known.values())


def counted(desk: Desk) -> dict[str, Any]:
    queues = [queue for line in desk.get("/queues")["lines"] for queue in line["queues"]]
    return {
        **{q["queue"]: (q["cases"], q["unassigned"], q["oldest"]) for q in queues},
        **{a["agent"]: (a["cases"], a["by_line"]) for a in desk.get("/agents")["items"]},
        "low": sum(queue["by_priority"]["low"] for queue in queues),
        "major": sum(queue["major_incidents"] for queue in queues),
    }


def naively(rows: Any) -> dict[str, Any]:
    rows = list(rows)
    queues = {
        name: [row for row in rows if row.queue == name]
        for name in ("desk", "network", "devices", "applications", "vendors")
    }
    agents = {name: [row for row in rows if row.assignee == name] for name in AGENTS}
    return {
        **{
            name: (
                len(found),
                sum(row.assignee is None for row in found),
                min(row.opened_at for row in found).isoformat().replace("+00:00", "Z"),
            )
            for name, found in queues.items()
        },
        **{
            name: (len(found), Counter(row.line for row in found)) for name, found in agents.items()
        },
        "low": sum(row.priority == "low" and row.rank > 0 for row in rows),
        "major": sum(row.rank == 0 for row in rows),
    }


def test_an_empty_desk_shows_its_lines_and_queues(desk: Desk) -> None:
    found = desk.get("/queues")
    assert found["policy"] == "lines@1"
    assert [line["line"] for line in found["lines"]] == ["self-service", "first", "second", "third"]
    [queue] = found["lines"][1]["queues"]
    assert (queue["queue"], queue["default"], queue["cases"], queue["oldest"]) == (
        "desk",
        True,
        0,
        None,
    )
    assert desk.get("/cases") == {"items": [], "next": None}


def test_agents_come_in_pages_by_name(desk: Desk) -> None:
    fill(desk.store, [case(n, assignee=f"agent {n:03d}") for n in range(7)])
    first = desk.get("/agents", limit=3)
    rest = desk.get("/agents", limit=200, after=first["next"])
    names = [one["agent"] for one in [*first["items"], *rest["items"]]]
    assert names == [f"agent {n:03d}" for n in range(7)]
    assert first["items"][0]["by_line"] == {"first": 1}


@pytest.mark.parametrize("cursor", ["", "x", "e30", "WzEsMl0", "\x00"])
def test_a_cursor_of_somebody_elses_is_refused(desk: Desk, cursor: str) -> None:
    answer = checked(desk.client.get("/v1/cases", params={"cursor": cursor}), 400)
    assert code_of(answer) == "bad-cursor"
    assert "begin without a cursor" in answer.json()["detail"]


@pytest.mark.parametrize(
    "asked", [{"assignee": "ada", "unassigned": True}, {"line": "first", "timeline": "source"}]
)
def test_filters_that_contradict_one_another_are_refused(desk: Desk, asked: Any) -> None:
    assert "out" in desk.get("/cases", 422, **asked)["detail"]


def test_a_queue_that_does_not_exist_is_told_with_those_that_do(desk: Desk) -> None:
    told = desk.get("/queues/dsk/cases", 404)["detail"]
    assert told == (
        "lines@1 has no queue dsk; its queues: desk, network, devices, applications, vendors."
    )
