"""A foreign desk that publishes to `inbound-ticket-v1`, as any other system could."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from firstline_events import inbound
from firstline_events.identity import ticket_id
from firstline_events.message import InboundMessage
from tests.support.streams import Told

INBOUND = "inbound-ticket-v1"
STRUCTURED = (("content-type", b"application/cloudevents+json"),)
OPENED_AT = "2026-03-02T10:00:00Z"


class ForeignTicket:
    """One ticket of a desk; each call is a record that tells of it."""

    def __init__(self, reference: str = "4711", origin: str = "shop"):
        self.reference, self.origin = reference, origin
        self.id: UUID = ticket_id("default", origin, reference)

    def opens(self, named: str | None = None, **data: Any) -> Told:
        said = {"opened_at": OPENED_AT, "subject": "It is broken", **data}
        return self.tells(inbound.TicketOpened, named or f"{self.reference}/open", said)

    def says(self, body: str, named: str | None = None, **data: Any) -> Told:
        said = {"sent_at": minute(5), "body": body, "author": "ada", **data}
        return self.tells(inbound.MessageReceived, named or f"{self.reference}/{body[:50]}", said)

    def reports(self, sequence: int, status: str, **data: Any) -> Told:
        said = {"source_sequence": sequence, "at": minute(sequence), "status": status, **data}
        return self.tells(inbound.StatusReported, f"{self.reference}:s{sequence}", said)

    def records(self, sequence: int, status: str, **data: Any) -> Told:
        said = {"source_sequence": sequence, "at": minute(sequence), "opened_at": OPENED_AT}
        said |= {"status": status, **data}
        return self.tells(inbound.TicketRecorded, f"{self.reference}:{sequence}", said)

    def observes(self, at: str) -> Told:
        return self.tells(inbound.TicketObserved, f"{self.reference}:observed:{at}", {"at": at})

    def tells(self, kind: type[InboundMessage], name: str, data: dict[str, Any]) -> Told:
        ticket = {"origin": self.origin, "reference": self.reference}
        event = {"specversion": "1.0", "id": name, "source": f"/{self.origin}", "type": kind.TYPE}
        value = json.dumps({**event, "data": {**ticket, **data}}).encode()
        return Told(INBOUND, self.reference.encode(), value, STRUCTURED)


def minute(number: int) -> str:
    """So many minutes after the opening."""
    return f"2026-03-02T{10 + number // 60:02}:{number % 60:02}:00Z"


def changed(told: Told, **attributes: Any) -> Told:
    """The same event with other attributes; None leaves one out."""
    event = {**json.loads(told.value or b""), **attributes}
    kept = {name: value for name, value in event.items() if value is not None}
    return told._replace(value=json.dumps(kept).encode())


def binary(told: Told) -> Told:
    """The same event in binary mode: attributes as headers, data as the value."""
    event = json.loads(told.value or b"")
    data = json.dumps(event.pop("data")).encode()
    headers = [(f"ce_{name}", text.encode()) for name, text in event.items()]
    return told._replace(value=data, headers=(*headers, ("content-type", b"application/json")))


def life(ticket: ForeignTicket) -> Sequence[Told]:
    """Eight records of a ticket that is worked on, resolved and reopened."""
    return [
        ticket.opens(impact="high", urgency="low"),
        ticket.reports(1, "open"),
        ticket.says("hello"),
        ticket.reports(2, "waiting_requester"),
        ticket.says("are you there"),
        ticket.reports(3, "resolved"),
        ticket.reports(4, "open"),
        ticket.observes(minute(50)),
    ]
