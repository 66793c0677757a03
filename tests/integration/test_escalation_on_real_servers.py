"""Escalation between a real Kafka and a real PostgreSQL, as a process of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.case_streams import CASES, INTAKE, TRIAGE, Spoken
from tests.support.escalation import POLICIES, escalation_process
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener, Told, publish

pytestmark = pytest.mark.integration


@pytest.fixture
def bootstrap(database: Database, fresh_topics: Callable[..., None]) -> str:
    fresh_topics(INTAKE, TRIAGE, CASES, POLICIES)
    return database.servers.kafka_bootstrap


@pytest.fixture
def escalation(database: Database, bootstrap: str, tmp_path: Path) -> Iterator[Process]:
    with escalation_process(database, tmp_path) as process:
        yield process


@pytest.fixture
def cases(bootstrap: str) -> Iterator[Listener]:
    listener = Listener(bootstrap, CASES)
    yield listener
    listener.close()


def life(ticket: Spoken) -> list[Told]:
    """Six events that make three of the case."""
    return [
        *ticket.begins(),
        ticket.asks_to_be_escalated(),
        ticket.is_talked_about(),
        ticket.is_resolved(),
    ]


KINDS = ["case-opened", "request-taken", "request-declined", "case-ended"]


def told(events: list[dict[str, Any]]) -> set[tuple[str, int, str]]:
    """What must be the same however often it is published."""
    return {(e["subject"], int(e["sequence"]), e["type"].split(".")[2]) for e in events}


def lives_of(tickets: list[Spoken]) -> set[tuple[str, int, str]]:
    return {(str(one.id), n, kind) for one in tickets for n, kind in enumerate(KINDS, 1)}


def act(process: Process, ticket: Spoken, way: str, **said: Any) -> httpx.Response:
    body = {"actor": {"kind": "agent", "id": "ada"}, **said}
    return httpx.post(f"{process.url}/v1/cases/{ticket.id}/{way}", json=body, timeout=10)


def test_what_is_opened_and_assessed_is_routed_taken_and_handed_over(
    bootstrap: str, escalation: Process, cases: Listener
) -> None:
    ticket = Spoken()
    publish(bootstrap, ticket.begins())
    cases.count(1)
    assert act(escalation, ticket, "take").json()["owner"] == "ada"
    assert act(escalation, ticket, "escalate", findings="Beyond us.").json()["queue"] == "network"
    opened, taken, escalated = cases.count(3)
    assert opened["data"]["queue"] == "desk"
    assert (taken["data"]["assignee"], taken["actorid"]) == ("ada", "ada")
    assert (escalated["data"]["findings"], escalated["data"]["moves"]) == ("Beyond us.", 1)


def test_redelivery_changes_nothing(bootstrap: str, escalation: Process, cases: Listener) -> None:
    first, last = Spoken("1"), Spoken("2")
    events = life(first)
    publish(bootstrap, [*events, *events, *events[3:5], *life(last)])
    assert told(cases.count(8)) == lives_of([first, last])


def test_a_kill_in_the_middle_loses_nothing_and_doubles_no_event(
    bootstrap: str, escalation: Process, cases: Listener
) -> None:
    tickets = [Spoken(str(n)) for n in range(500)]
    publish(bootstrap, [event for ticket in tickets for event in life(ticket)])
    cases.count(200)
    escalation.kill()
    escalation.start()
    cases.until(lambda found: len(told(found)) == len(KINDS) * 500)
    assert told(cases.events) == lives_of(tickets)
    assert escalation.get("/v1/dead-letters").json()["items"] == []


def test_without_an_answer_of_triage_a_case_goes_on_after_five_seconds(
    bootstrap: str, escalation: Process, cases: Listener
) -> None:
    ticket = Spoken()
    publish(bootstrap, [ticket.opens(), ticket.is_classified(), ticket.is_resolved()])
    cases.count(1)
    escalation.wait_until(
        lambda: len(escalation.get("/v1/timers").json()["items"]) == 1, "waiting for triage"
    )
    assert [one["type"].split(".")[2] for one in cases.count(3)] == [
        "case-opened",
        "assessment-overdue",
        "case-ended",
    ]
    overdue = cases.events[1]
    assert (overdue["data"]["asked"], overdue["data"]["late"]) == (2, False)


def test_a_wait_survives_a_kill_and_ends_with_the_answer(
    bootstrap: str, escalation: Process, cases: Listener
) -> None:
    ticket = Spoken()
    publish(bootstrap, [ticket.opens(), ticket.is_classified()])
    answer = ticket.is_assessed()
    publish(bootstrap, [ticket.is_resolved()])
    cases.count(1)
    escalation.kill()
    publish(bootstrap, [answer])
    escalation.start()
    ended = cases.until(lambda found: found[-1]["type"].endswith("case-ended.v1"))[-1]
    assert ended["data"]["intake_sequence"] == 3


def test_roles_apart_do_together_what_one_process_does(
    database: Database, bootstrap: str, cases: Listener, tmp_path: Path
) -> None:
    ticket = Spoken()
    publish(bootstrap, life(ticket))
    with (
        escalation_process(database, tmp_path, ["worker"]),
        escalation_process(database, tmp_path, ["relay"]),
        escalation_process(database, tmp_path, ["timers"]),
        escalation_process(database, tmp_path, ["api"]) as api,
    ):
        assert told(cases.count(4)) == lives_of([ticket])
        assert api.get(f"/v1/cases/{ticket.number}").json()["status"] == "ended"


def test_two_workers_share_the_tickets_of_both_topics(
    database: Database, bootstrap: str, escalation: Process, cases: Listener, tmp_path: Path
) -> None:
    tickets = [Spoken(str(n)) for n in range(200)]
    events = [event for ticket in tickets for event in life(ticket)]
    publish(bootstrap, events[:600])
    with escalation_process(database, tmp_path, ["worker"]) as second:
        publish(bootstrap, events[600:])
        second.wait_until(
            lambda: second.readiness()["checks"]["worker"]["assigned"] == 2, "sharing"
        )
        cases.until(lambda found: len(told(found)) == len(KINDS) * 200)
        assert told(cases.events) == lives_of(tickets)
