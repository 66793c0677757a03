"""The life of tickets as intake would tell it, for services that read it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from firstline_events.envelope import public_event, write_envelope
from firstline_events.identity import ticket_id
from firstline_events.intake import TicketClassified, TicketOpened, TicketStatusChanged
from firstline_events.message import Message
from firstline_events.vocabulary import ActorKind, Level, Status, Timeline
from tests.support.streams import Told

TOPIC = "intake-ticket-v1"
OPENED_AT = datetime(2016, 2, 29, 1, 16, tzinfo=UTC)


class Ticket:
    """One ticket of a foreign desk; each call tells its next event, a minute after the last."""

    def __init__(self, reference: str, opened_at: datetime = OPENED_AT):
        self.reference, self.opened_at = reference, opened_at
        self.id: UUID = ticket_id("default", "servicenow", reference)
        self.told = 0
        self.effective_at = opened_at

    def opens(self, classification_follows: bool = True) -> Told:
        data = TicketOpened(
            number=f"FL-{self.reference}",
            timeline=Timeline.SOURCE,
            opened_at=self.opened_at,
            classification_follows=classification_follows,
        )
        return self.tells(data)

    def is_classified(
        self, impact: Level | None, urgency: Level | None, at: datetime | None = None
    ) -> Told:
        data = TicketClassified(
            changed=("impact", "urgency"),
            impact=impact,
            urgency=urgency,
            opened_at=self.opened_at,
        )
        return self.tells(data, at)

    def is_worked_on(self) -> Told:
        data = TicketStatusChanged(status=Status.OPEN, previous_status=Status.NEW)
        return self.tells(data)

    def tells(self, data: Message, at: datetime | None = None, **attributes: Any) -> Told:
        """The ticket's next event; `attributes` are put over those that intake would give."""
        self.told += 1
        at = at or self.opened_at + timedelta(minutes=self.told)
        self.effective_at = max(self.effective_at, at)
        envelope = public_event(
            TOPIC,
            data,
            aggregate=self.id,
            version=self.told,
            time=at,
            effective=self.effective_at,
            recorded=at,
            actorkind=ActorKind.SYSTEM,
            actorid="/import/servicenow",
            correlationid=f"/import/servicenow#{self.reference}:1",
            causationid=f"/import/servicenow#{self.reference}:1",
            origin="servicenow",
            reference=self.reference,
        )
        changed = envelope.model_copy(update=attributes)
        return Told(TOPIC, str(self.id).encode(), write_envelope(changed, data))
