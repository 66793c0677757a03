"""The queue shows what has happened, at once: heard, taken, escalated, ended, gone live."""

from collections.abc import Iterator
from typing import Any

import pytest

from firstline_events.vocabulary import Priority
from tests.support.case_api import Cases
from tests.support.case_streams import Spoken
from tests.support.case_worker import case_worker
from tests.support.servers import Database
from tests.support.ticket_api import checked


@pytest.fixture
def cases(database: Database) -> Iterator[Cases]:
    with case_worker(database) as worker:
        yield Cases(worker)


def queued(cases: Cases, **asked: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = checked(cases.client.get("/v1/cases", params=asked), 200).json()[
        "items"
    ]
    return items


def the_one(cases: Cases, **asked: Any) -> dict[str, Any]:
    [found] = queued(cases, **asked)
    return found


def test_a_ticket_stands_in_its_queue_with_what_triage_said(cases: Cases) -> None:
    ticket = cases.routed("vpn", language="it")
    found = the_one(cases)
    assert (found["ticket"], found["number"]) == (str(ticket.id), ticket.number)
    assert (found["line"], found["queue"], found["language"]) == ("first", "desk", "it")
    assert (found["priority"], found["score"], found["by_default"]) == ("high", 300, False)
    assert (found["assignee"], found["owner"], found["moves"]) == (None, None, 0)


def test_a_new_answer_of_triage_moves_a_case_without_any_event_of_ours(cases: Cases) -> None:
    first, second = sorted((cases.routed() for _ in range(2)), key=lambda ticket: ticket.id)
    assert [one["ticket"] for one in queued(cases)] == [str(first.id), str(second.id)]
    before = len(cases.worker.events(second.id))
    worsened = second.is_classified("vpn"), second.is_assessed(priority=Priority.CRITICAL)
    cases.worker.takes(*worsened)
    assert [one["ticket"] for one in queued(cases)] == [str(second.id), str(first.id)]
    assert len(cases.worker.events(second.id)) == before


def test_a_ticket_that_triage_could_not_judge_stands_at_the_default(cases: Cases) -> None:
    ticket = Spoken("9")
    cases.worker.takes(ticket.opens(classification_follows=False), ticket.is_skipped())
    found = the_one(cases, priority="moderate")
    assert (found["score"], found["by_default"]) == (None, True)


def test_what_agents_do_is_seen_at_once(cases: Cases) -> None:
    ticket = cases.routed()
    cases.act(ticket, "take")
    assert the_one(cases, assignee="ada", owner="ada")["queue"] == "desk"
    assert queued(cases, unassigned=True) == []
    cases.act(ticket, "escalate", findings="The tunnel breaks.")
    found = the_one(cases, line="second", unassigned=True, owner="ada")
    assert (found["queue"], found["moves"]) == ("network", 1)
    cases.act(ticket, "major-incident", "bea", reason="Everybody is cut off.")
    assert the_one(cases, major_incident=True)["ticket"] == str(ticket.id)


def test_a_request_to_be_escalated_is_shown_until_it_is_answered(cases: Cases) -> None:
    ticket = cases.routed()
    cases.worker.takes(ticket.asks_to_be_escalated())
    assert the_one(cases)["request"] == 1
    cases.act(ticket, "escalate", findings="We can't see the router.", request=1)
    assert the_one(cases)["request"] is None


def test_what_ends_leaves_the_queue_and_comes_back_when_it_is_reopened(cases: Cases) -> None:
    ticket = cases.routed()
    cases.act(ticket, "take")
    cases.worker.takes(ticket.is_resolved())
    assert queued(cases) == []
    counted = checked(cases.client.get("/v1/agents"), 200).json()["items"]
    assert counted == []
    cases.worker.takes(ticket.is_reopened())
    assert the_one(cases)["assignee"] == "ada"


def test_an_imported_case_is_on_no_line_until_it_goes_live(cases: Cases) -> None:
    ticket = cases.routed(imported=True)
    cases.worker.takes(ticket.is_assigned("Group 70", "Resolver 8"))
    assert queued(cases) == []
    found = the_one(cases, timeline="source", queue="Group 70")
    assert (found["line"], found["assignee"], found["reference"]) == (None, "Resolver 8", "HD-1")
    cases.worker.takes(ticket.goes_live())
    assert (the_one(cases)["line"], queued(cases, timeline="source")) == ("first", [])
