"""A ticket's public events over HTTP: the very ones that the relay sends, page by page."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from firstline_chassis.mapper import StructMapper
from firstline_chassis.received import read_envelope
from firstline_chassis.relay import EventFeed
from firstline_events.vocabulary import Level
from firstline_intake.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_triage.bootstrap import build_app
from tests.support.intake import TICKETS, intake_pool
from tests.support.received import in_full
from tests.support.servers import Database
from tests.support.ticket_api import ADA, Api, checked, code_of
from tests.support.tickets import Ticket
from tests.support.triage import ASSESSMENTS, triage_worker


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with intake_pool(database) as pool:
        yield Api(pool)


def sent_by_the_relay(api: Api, ticket: str) -> list[dict[str, Any]]:
    """What the outbox holds of this ticket, as it goes into the topic."""
    with api.pool.connection() as connection:
        page = EventFeed(StructMapper(PRIVATE_EVENTS), translate).read(connection, 0, 1_000)
    assert page is not None
    received = [read_envelope(one.value) for one in page.outgoing if one.topic == TICKETS]
    return [in_full(one) for one in received if one.subject == ticket]


def test_the_events_are_those_that_the_relay_sends(api: Api) -> None:
    ticket = api.opened(body="Help!", impact="high", urgency="low")
    api.opened()
    api.post(f"/{ticket['id']}/messages", {"actor": ADA, "body": "Which one?"})

    shown = api.get(f"/{ticket['number']}/events")

    received = [in_full(read_envelope(_text(item))) for item in shown["items"]]
    assert received == sent_by_the_relay(api, ticket["id"])
    assert len(received) == 4
    assert shown["next"] is None


def _text(item: dict[str, Any]) -> bytes:
    return json.dumps(item).encode()


def test_pages_follow_the_sequence(api: Api) -> None:
    ticket = api.opened(body="Help!", impact="high", urgency="low")
    first = api.get(f"/{ticket['id']}/events", limit=2)
    second = api.get(f"/{ticket['id']}/events", limit=2, after=first["next"])
    assert first["next"] == 2
    assert [int(one["sequence"]) for one in [*first["items"], *second["items"]]] == [1, 2, 3]
    assert second["next"] is None
    beyond = api.get(f"/{ticket['id']}/events", after=2**63 - 1)
    assert beyond == {"items": [], "next": None}


def test_a_ticket_that_nobody_knows_has_no_events(api: Api) -> None:
    answer = checked(api.client.get("/v1/tickets/FL-999999/events"), 404)
    assert code_of(answer) == "no-such-ticket"


def test_triage_shows_its_events_about_a_ticket(database: Database) -> None:
    ticket = Ticket("INC0000045")
    with triage_worker(database) as worker:
        worker.takes(ticket.opens(), ticket.is_classified(Level.MEDIUM, Level.HIGH))
        client = TestClient(build_app(worker.pool, dict))
        [event] = client.get(f"/v1/assessments/{ticket.id}/events").json()["items"]
        unknown = checked(client.get(f"/v1/assessments/{uuid4()}/events"), 404)
    assert event["source"] == f"/firstline/{ASSESSMENTS}"
    assert (event["subject"], event["data"]["priority"]) == (str(ticket.id), "high")
    assert code_of(unknown) == "no-such-assessment"
