"""Events of one ticket, told one after another, for projections that read several topics."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from firstline_chassis.received import read_envelope
from firstline_chassis.records import Record
from firstline_chassis.sequenced import Arrival
from firstline_events.envelope import public_event, write_envelope
from firstline_events.message import Message

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
TICKET = UUID(int=7)
INTAKE, ESCALATION = "intake-ticket-v1", "escalation-case-v1"


class Life:
    """One ticket's events; each topic counts its own sequence, times are minutes after BEGIN."""

    def __init__(self, ticket_id: UUID = TICKET):
        self.ticket_id = ticket_id
        self.arrivals: list[Arrival] = []
        self._told: dict[str, int] = {}

    def tells(self, minutes: float, *messages: Message, agent: str | None = None) -> "Life":
        """These events at one moment, by this agent or by the system."""
        for message in messages:
            self.arrivals.append(self._arrival(BEGIN + timedelta(minutes=minutes), message, agent))
        return self

    def _arrival(self, at: datetime, message: Message, agent: str | None) -> Arrival:
        topic = ESCALATION if ".escalation." in message.TYPE else INTAKE
        self._told[topic] = sequence = self._told.get(topic, 0) + 1
        envelope = public_event(
            topic,
            message,
            aggregate=self.ticket_id,
            version=sequence,
            time=at,
            effective=at,
            recorded=at,
            actorkind="agent" if agent else "system",
            actorid=agent or "test",
        )
        value = write_envelope(envelope, message)
        record = Record(topic, 0, len(self.arrivals), str(self.ticket_id).encode(), value)
        return Arrival(record, read_envelope(value), message)


def case(kind: type[Message], **words: Any) -> Message:
    """An event of a case, wherever in the ticket's life it was decided."""
    return kind(**{"intake_sequence": 1, "triage_sequence": 0, "policy": "lines@1", **words})


def place(line: str, queue: str, before: tuple[str, str], **words: Any) -> dict[str, Any]:
    """The words of a move: from where to where."""
    was = {"previous_line": before[0], "previous_queue": before[1]}
    return {"line": line, "queue": queue, **was, "moves": 1, "returned": False, **words}
