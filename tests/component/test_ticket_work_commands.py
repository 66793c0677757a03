"""`firstline ticket take`, `escalate`, … with the real API of escalation behind them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.case_api import Cases
from tests.support.case_worker import case_worker
from tests.support.escalation import escalation_app
from tests.support.servers import Database
from tests.support.terminal import Terminal


@pytest.fixture
def cases(database: Database) -> Iterator[Cases]:
    with case_worker(database) as worker:
        yield Cases(worker)


@pytest.fixture
def desk(
    cases: Cases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    terminal = Terminal(monkeypatch, capsys)
    terminal.serve(escalation=escalation_app(cases.worker.pool))
    return terminal


def done(desk: Terminal, *words: str, stdin: str = "") -> str:
    typed = desk.types("ticket", *words, stdin=stdin)
    assert typed.code == 0, typed.err
    return typed.out


def refused(desk: Terminal, *words: str) -> str:
    typed = desk.types("ticket", *words)
    assert (typed.code, typed.out) == (1, "")
    return typed.err


def case_of(cases: Cases, number: str) -> Any:
    return cases.get(number).json()


def test_a_case_is_handed_up_and_back_from_the_terminal(desk: Terminal, cases: Cases) -> None:
    number = cases.routed().number
    assert f"ada has {number}, in queue desk of line first." in done(
        desk, "take", number, "--as", "ada"
    )
    told = done(desk, "escalate", number, "--as", "ada", stdin="The tunnel breaks.\n")
    assert "in queue network of line second" in told
    done(desk, "assign", number, "bea", "--as", "carla")
    done(desk, "release", number, "--reason", "lunch", "--as", "bea")
    done(desk, "take", number, "--as", "cid")
    told = done(desk, "hand-back", number, "Ask for the model.", "--line", "first", "--as", "cid")
    assert "is handed back, in queue desk of line first." in told
    case = case_of(cases, number)
    assert (case["owner"], case["assignee"], case["moves"]) == ("ada", None, 2)


def test_a_request_is_declined_with_what_the_requester_is_told(
    desk: Terminal, cases: Cases
) -> None:
    ticket = cases.routed()
    done(desk, "take", ticket.number, "--as", "ada")
    assert "nobody has asked" in refused(desk, "decline", ticket.number, "No.", "--as", "ada")
    cases.worker.takes(ticket.asks_to_be_escalated())
    told = done(desk, "decline", ticket.number, "We are nearly there.", "--as", "ada")
    assert "request 1 declined" in told
    assert case_of(cases, ticket.number)["open_request"] is None


def test_a_major_incident_is_declared_and_lifted(desk: Terminal, cases: Cases) -> None:
    number = cases.routed().number
    assert "is a major incident" in done(
        desk, "major-incident", number, "All halls.", "--as", "carla"
    )
    assert case_of(cases, number)["major_incident"]
    assert "no major incident any more" in done(
        desk, "major-incident", number, "Mended.", "--lift", "--as", "carla"
    )


def test_a_case_is_referred_with_where_to(desk: Terminal, cases: Cases) -> None:
    number = cases.routed().number
    done(desk, "take", number, "--as", "ada")
    told = done(desk, "refer", number, "Course 12", "--to", "training", "--as", "ada")
    assert "is referred to training" in told
    assert case_of(cases, number)["referred"]


def test_the_queue_shows_what_comes_next(desk: Terminal, cases: Cases) -> None:
    # both are as old and as important: the smaller id comes first
    pair = sorted((cases.routed(), cases.routed("hardware")), key=lambda one: one.id)
    first, second = (one.number for one in pair)
    done(desk, "take", second, "--as", "ada")
    told = done(desk, "queue")
    assert first in told
    assert second in told
    assert second not in done(desk, "queue", "--unassigned")
    assert first not in done(desk, "queue", "desk", "--assignee", "ada")
    page = json.loads(done(desk, "queue", "--limit", "1", "--json"))
    assert [one["number"] for one in page["items"]] == [first]
    assert f"--cursor {page['next']}" in done(desk, "queue", "--limit", "1")
    assert second in done(desk, "queue", "--cursor", page["next"])
    assert "Nothing waits there." in done(desk, "queue", "--priority", "low")
    assert "escalation refuses" in refused(desk, "queue", "--priority", "huge")


def test_the_answer_can_be_had_as_json(desk: Terminal, cases: Cases) -> None:
    number = cases.routed().number
    case = json.loads(done(desk, "take", number, "--as", "ada", "--json"))
    assert case == case_of(cases, number)


def test_what_the_case_refuses_is_one_message_with_a_remedy(desk: Terminal, cases: Cases) -> None:
    number = cases.routed().number
    done(desk, "take", number, "--as", "ada")
    assert "escalation refuses" in refused(desk, "take", number, "--as", "bea")
    assert "escalation refuses" in refused(
        desk, "escalate", number, "Found.", "--line", "first", "--as", "ada"
    )
    assert "/body" not in refused(desk, "refer", number, "x", "--to", "moon", "--as", "ada")
    assert "FL-000123" in refused(desk, "take", "FL-999999", "--as", "ada")


def test_a_ticket_is_moved_to_another_queue_by_its_owner(desk: Terminal, cases: Cases) -> None:
    number = cases.routed().number
    done(desk, "take", number, "--as", "ada")
    assert "/queue" not in refused(desk, "move", number, "kitchen", "Hungry.", "--as", "ada")
