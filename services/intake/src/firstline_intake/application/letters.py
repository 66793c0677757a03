"""What came in: one inbound event, read and addressed, and what became of it."""

from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

import orjson

from firstline_chassis.aggregate import Provenance
from firstline_chassis.occasions import Occasion, plausible
from firstline_chassis.records import Record
from firstline_events.identity import ticket_id
from firstline_events.inbound_envelope import InboundEnvelope
from firstline_events.message import InboundMessage
from firstline_events.vocabulary import ReceiptOutcome


class Letter(NamedTuple):
    """One readable inbound event; `waited` is its row in the waiting table, if it has waited."""

    record: Record
    envelope: InboundEnvelope
    message: InboundMessage
    ticket: UUID
    waited: int | None = None

    @classmethod
    def of(
        cls,
        record: Record,
        envelope: InboundEnvelope,
        message: InboundMessage,
        waited: int | None = None,
    ) -> "Letter":
        ticket = ticket_id(envelope.tenant, message.origin, message.reference)
        return cls(record, envelope, message, ticket, waited)

    def digest(self) -> bytes:
        """16 bytes that tell whether two events say the same."""
        text = orjson.dumps(self.envelope.data, option=orjson.OPT_SORT_KEYS)
        return blake2b(text, digest_size=16).digest()

    def occasion(self, at: datetime, now: datetime) -> Occasion:
        """When and by whom. Raises TimeNotPlausible before 1970 or more than a day ahead."""
        plausible(at, now)
        return Occasion(at, now, self.provenance())

    def provenance(self) -> Provenance:
        envelope = self.envelope
        cause = f"{envelope.source}#{envelope.id}"
        return Provenance(
            actor_kind=envelope.actorkind or "system",
            actor_id=envelope.actorid or envelope.source,
            tenant=envelope.tenant,
            on_behalf_of=envelope.onbehalfof,
            correlation_id=envelope.correlationid or cause,
            causation_id=cause,
            origin=self.message.origin,
            reference=self.message.reference,
        )


class Verdict(NamedTuple):
    """What became of a letter; `events` counts what it made in the store.

    `ticket` is another one than the letter's, if that took it.
    """

    outcome: ReceiptOutcome
    events: int = 0
    code: str | None = None
    reason: str | None = None
    ticket: UUID | None = None
