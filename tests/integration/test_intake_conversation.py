"""The conversation between real servers: notes on their own topic, escalation's word in intake."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from firstline_events.vocabulary import Referral
from tests.support.foreign_desk import INBOUND
from tests.support.intake import (
    CASES,
    NOTES,
    RECEIPTS,
    REQUESTERS,
    TICKETS,
    TOPICS,
    intake_process,
)
from tests.support.intake_cases import CaseOf
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener, publish
from tests.support.ticket_api import ADA, BOB, OPENING

pytestmark = pytest.mark.integration
SECRET = "xyzzy: the boss's password"


@pytest.fixture
def bootstrap(database: Database, fresh_topics: Callable[..., None]) -> str:
    fresh_topics(*TOPICS)
    return database.servers.kafka_bootstrap


@pytest.fixture
def intake(database: Database, bootstrap: str, tmp_path: Path) -> Iterator[Process]:
    with intake_process(database, tmp_path) as process:
        yield process


def post(intake: Process, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.post(f"{intake.url}/v1/tickets{path}", json=body, timeout=10)
    assert answer.status_code in {200, 201}, answer.text
    told: dict[str, Any] = answer.json()
    return told


def for_requester(intake: Process, ticket: str) -> dict[str, Any]:
    view: dict[str, Any] = intake.get(f"/v1/tickets/{ticket}/for-requester").json()
    return view


def test_a_notes_words_are_on_the_topic_of_notes_and_on_no_other(
    bootstrap: str, intake: Process
) -> None:
    ticket = post(intake, "", OPENING)["id"]
    post(intake, f"/{ticket}/notes", {"actor": ADA, "body": SECRET})
    post(intake, f"/{ticket}/messages", {"actor": ADA, "body": SECRET, "visible": False})
    post(intake, f"/{ticket}/messages", {"actor": ADA, "body": "for all to read"})
    notes, tickets = Listener(bootstrap, NOTES), Listener(bootstrap, TICKETS)
    written, told = notes.count(2), tickets.count(4)
    assert [one["data"]["body"] for one in written] == [SECRET, SECRET]
    exists = [one for one in told if one["data"].get("visible") is False]
    told_of = ("id", "subject", "sequence", "time")
    assert [[one[name] for name in told_of] for one in written] == [
        [one[name] for name in told_of] for one in exists
    ]
    ids = [one["data"]["message_id"] for one in written]
    assert [one["data"]["message_id"] for one in exists] == ids
    names = {(one["source"], one["id"]) for one in (*written, *told)}
    assert len(names) == len(written) + len(told)
    for topic in (TICKETS, INBOUND, REQUESTERS, RECEIPTS, CASES):
        assert "xyzzy" not in everything_in(bootstrap, topic), topic
    assert "xyzzy" not in intake.log.read_text()
    notes.close()
    tickets.close()


def told_until(bootstrap: str, word: str) -> list[dict[str, Any]]:
    """The one ticket's events up to the one of this type."""
    listener = Listener(bootstrap, TICKETS)
    try:
        return listener.until(lambda found: any(word in one["type"] for one in found))
    finally:
        listener.close()


def everything_in(bootstrap: str, topic: str) -> str:
    """All that the topic holds by now, as text."""
    listener = Listener(bootstrap, topic)
    try:
        return json.dumps(listener.all_of())
    finally:
        listener.close()


def test_a_request_that_is_declined_comes_back_to_the_requester_with_the_reply(
    bootstrap: str, intake: Process
) -> None:
    opened = post(intake, "", OPENING)
    ticket, work = opened["id"], CaseOf(opened["id"])
    post(intake, f"/{ticket}/messages", {"actor": ADA, "body": "is it plugged in?"})
    publish(bootstrap, [work.opens(), work.is_taken_by("ada")])
    path = f"/v1/tickets/{ticket}"
    intake.wait_until(lambda: intake.get(path).json()["assignee"] == "ada", "told who has it")
    post(intake, f"/{ticket}/escalation-requests", {"actor": BOB, "reason": "of course it is"})
    *_, asked = told_until(bootstrap, "escalation-requested")
    assert asked["data"] == {"request": 1, "reason": "of course it is", "line": "first"}
    publish(bootstrap, [work.takes_request(), work.declines("we are nearly there")])

    def answered() -> bool:
        (request,) = for_requester(intake, ticket)["requests"]
        return bool(request["outcome"] == "declined")

    intake.wait_until(answered, "told the answer")
    assert for_requester(intake, ticket)["requests"][0]["reply"] == "we are nearly there"


def test_a_referral_resolves_the_ticket_and_the_topic_says_so(
    bootstrap: str, intake: Process
) -> None:
    ticket = post(intake, "", OPENING)["id"]
    work = CaseOf(ticket)
    publish(bootstrap, [work.opens(), work.is_referred(Referral.TRAINING, "course 12")])
    *_, message, resolved = told_until(bootstrap, "ticket-resolved")
    assert message["data"]["visible"] is True
    assert message["data"]["body"].endswith("course 12")
    assert resolved["data"]["outcome"] == "referred"
    cause = f"/firstline/{CASES}#{ticket}:2"
    assert message["causationid"] == resolved["causationid"] == cause
    assert for_requester(intake, ticket)["status"] == "resolved"
