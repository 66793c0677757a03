"""Triage between a real Kafka and a real PostgreSQL, as a process of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from firstline_events.vocabulary import Level
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener, Told, publish
from tests.support.tickets import Ticket
from tests.support.triage import ASSESSMENTS, INTAKE, triage_process

pytestmark = pytest.mark.integration


@pytest.fixture
def bootstrap(database: Database, fresh_topics: Callable[..., None]) -> str:
    fresh_topics(INTAKE, ASSESSMENTS)
    return database.servers.kafka_bootstrap


@pytest.fixture
def triage(database: Database, bootstrap: str, tmp_path: Path) -> Iterator[Process]:
    with triage_process(database, tmp_path) as process:
        yield process


@pytest.fixture
def answers(bootstrap: str) -> Iterator[Listener]:
    listener = Listener(bootstrap, ASSESSMENTS)
    yield listener
    listener.close()


def life(ticket: Ticket) -> list[Told]:
    """Eight events, three of which triage answers."""
    return [
        ticket.opens(),
        ticket.is_classified(Level.LOW, Level.LOW),
        ticket.is_worked_on(),
        ticket.is_classified(Level.MEDIUM, None),
        ticket.is_worked_on(),
        ticket.is_worked_on(),
        ticket.is_classified(Level.HIGH, Level.HIGH),
        ticket.is_worked_on(),
    ]


def told(events: list[dict[str, Any]]) -> list[tuple[str, int, int, Any]]:
    """What must be the same however often and by whomever it is published."""
    return sorted(
        (e["subject"], int(e["sequence"]), e["data"]["answers"], e["data"].get("priority"))
        for e in events
    )


def answers_of(*tickets: Ticket) -> list[tuple[str, int, int, Any]]:
    expected = [(1, 2, "low"), (2, 4, None), (3, 7, "critical")]
    return sorted((str(one.id), *answer) for one in tickets for answer in expected)


def letters(triage: Process) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = triage.get("/v1/dead-letters").json()["items"]
    return found


def settled(triage: Process) -> bool:
    return bool(triage.readiness()["checks"]["worker"]["lag"] == 0)


def test_each_classification_is_answered_on_the_topic_once(
    bootstrap: str, triage: Process, answers: Listener
) -> None:
    tickets = [Ticket(f"INC{n}") for n in range(20)]
    publish(bootstrap, [event for ticket in tickets for event in life(ticket)])
    assert told(answers.count(60)) == answers_of(*tickets)


def test_redelivery_changes_nothing(bootstrap: str, triage: Process, answers: Listener) -> None:
    first, last = Ticket("INC1"), Ticket("INC2")
    events = life(first)
    publish(bootstrap, [*events, *events, *events[3:5], *life(last)])
    answers.until(lambda found: {e["subject"] for e in found} == {str(first.id), str(last.id)})
    assert told(answers.count(6)) == answers_of(first, last)
    found = triage.get(f"/v1/assessments/{first.id}/history").json()["items"]
    assert [one["answers"] for one in found] == [2, 4, 7]


def test_a_polite_restart_changes_nothing(
    bootstrap: str, triage: Process, answers: Listener
) -> None:
    first, last = Ticket("INC1"), Ticket("INC2")
    publish(bootstrap, life(first))
    answers.count(3)
    triage.stop()
    publish(bootstrap, life(last))
    triage.start()
    assert told(answers.count(6)) == answers_of(first, last)


def test_a_kill_in_the_middle_loses_nothing_and_doubles_no_answer(
    bootstrap: str, triage: Process, answers: Listener
) -> None:
    tickets = [Ticket(f"INC{n}") for n in range(800)]
    publish(bootstrap, [event for ticket in tickets for event in life(ticket)])
    answers.count(200)
    triage.kill()
    triage.start()
    answers.until(lambda found: len({(e["subject"], e["sequence"]) for e in found}) == 2_400)
    assert sorted(set(told(answers.events))) == answers_of(*tickets)


def test_a_newer_publishers_type_is_skipped_and_what_follows_it_is_answered(
    bootstrap: str, triage: Process, answers: Listener
) -> None:
    ticket = Ticket("INC1")
    newer = ticket.opens()
    newer = newer._replace(
        value=(newer.value or b"").replace(b"ticket-opened.v1", b"ticket-sung.v9")
    )
    publish(bootstrap, [newer, ticket.is_classified(Level.LOW, Level.HIGH)])
    (event,) = answers.count(1)
    assert (event["data"]["answers"], event["data"]["priority"]) == (2, "moderate")
    assert 'unknown_types_total{topic="intake-ticket-v1"} 1.0' in triage.get("/metrics").text
    assert letters(triage) == []


def test_a_wrong_schema_is_a_dead_letter_and_the_tickets_later_events_wait(
    bootstrap: str, triage: Process, answers: Listener
) -> None:
    ticket, other = Ticket("INC1"), Ticket("INC2")
    wrong = ticket.opens()
    wrong = wrong._replace(value=(wrong.value or b"").replace(b'"opened_at"', b'"open_at"'))
    later = ticket.is_classified(Level.LOW, Level.LOW)
    publish(bootstrap, [wrong, later, *life(other)])
    assert told(answers.count(3)) == answers_of(other)
    triage.wait_until(lambda: settled(triage), "done")
    (letter,) = letters(triage)
    assert (letter["code"], letter["aggregate"]) == ("wrong-schema", str(ticket.id))
    assert "opened_at" in letter["reason"]
    assert letter["waiting"] == 1
    assert triage.get(f"/v1/assessments/{ticket.id}").status_code == 404
    assert (
        triage.get(f"/v1/dead-letters/{letter['id']}").json()["value"].startswith('{"specversion')
    )


GARBAGE = [
    b"\xff\xfe garbage",
    b"",
    None,
    b"{}",
    b"[]",
    b"null",
    b'{"specversion":"1.0"}',
    b"[" * 100_000,
]


def test_garbage_becomes_dead_letters_and_the_rest_flows_on(
    bootstrap: str, triage: Process, answers: Listener
) -> None:
    ticket = Ticket("INC1")
    odd_headers = (("content-type", None), ("x-\u0000", b"\xff\x00"), ("", b""))
    rubbish = [Told(INTAKE, key, value) for value in GARBAGE for key in (None, b"\xff", b"me")]
    rubbish += [Told(INTAKE, b"x", b"\x00", odd_headers)]
    publish(bootstrap, [*rubbish, *life(ticket)])
    assert told(answers.count(3)) == answers_of(ticket)
    triage.wait_until(lambda: settled(triage), "done")
    assert len(letters(triage)) == len(rubbish)
    assert {letter["code"] for letter in letters(triage)} == {"not-an-event"}
    assert triage.readiness()["status"] == "ready"


def test_a_missing_event_stops_its_partition_alone_and_says_so(
    bootstrap: str, triage: Process, answers: Listener
) -> None:
    tickets = [Ticket(f"INC{n}") for n in range(8)]
    broken = tickets[0]
    broken.opens()
    gap = broken.is_classified(Level.LOW, Level.LOW)
    publish(bootstrap, [gap, *[event for ticket in tickets[1:] for event in life(ticket)]])
    triage.wait_until(lambda: triage.readiness()["status"] == "not ready", "alarmed")
    worker = triage.readiness()["checks"]["worker"]
    (reason,) = worker["stopped"].values()
    assert "sequence 2 where 1 is due" in reason
    answers.count(3)
    assert str(broken.id) not in {event["subject"] for event in answers.events}


def test_roles_apart_do_together_what_one_process_does(
    database: Database, bootstrap: str, answers: Listener, tmp_path: Path
) -> None:
    ticket = Ticket("INC1")
    publish(bootstrap, life(ticket))
    with (
        triage_process(database, tmp_path, ["worker"]) as worker,
        triage_process(database, tmp_path, ["relay"]),
        triage_process(database, tmp_path, ["api"]) as api,
    ):
        assert told(answers.count(3)) == answers_of(ticket)
        assert api.get(f"/v1/assessments/{ticket.id}").json()["priority"] == "critical"
        assert worker.get(f"/v1/assessments/{ticket.id}").status_code == 404
        assert worker.get("/metrics").status_code == 200


def test_two_workers_share_the_partitions_and_answer_each_question_once(
    database: Database, bootstrap: str, triage: Process, answers: Listener, tmp_path: Path
) -> None:
    tickets = [Ticket(f"INC{n}") for n in range(300)]
    events = [event for ticket in tickets for event in life(ticket)]
    publish(bootstrap, events[:1_200])
    with triage_process(database, tmp_path, ["worker"]) as second:
        publish(bootstrap, events[1_200:])
        second.wait_until(
            lambda: second.readiness()["checks"]["worker"]["assigned"] == 1, "sharing"
        )
        assert sorted(set(told(answers.count(900)))) == answers_of(*tickets)
