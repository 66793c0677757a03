"""Receipts: rows beside the events they tell of, published from a second cursor."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

from firstline_chassis.kafka import Outgoing
from firstline_chassis.publication import Attributes, announcement, written
from firstline_chassis.records import Record
from firstline_chassis.relay import Page
from firstline_chassis.store import Transaction
from firstline_events.intake import ReceiptIssued
from firstline_intake.application.letters import Letter, Verdict

TOPIC = "intake-receipt-v1"
_READ = "SELECT id, key, body FROM receipts WHERE id > %s ORDER BY id LIMIT %s"
_KEEP = """INSERT INTO receipts
    (topic, partition, "offset", outcome, event_source, event_id, key, body)
    SELECT * FROM unnest(%b::text[], %b::integer[], %b::bigint[], %b::text[], %b::text[],
                         %b::text[], %b::bytea[], %b::bytea[])
    ON CONFLICT (topic, partition, "offset", outcome) DO NOTHING"""


class Named(NamedTuple):
    """What a receipt can say of the event that it answers; any part may be unreadable."""

    source: str | None = None
    id: str | None = None
    type: str | None = None
    ticket: UUID | None = None
    waited: bool = False

    @classmethod
    def of(cls, letter: Letter) -> "Named":
        envelope = letter.envelope
        waited = letter.waited is not None
        return cls(envelope.source, envelope.id, envelope.type, letter.ticket, waited)


class Receipts:
    """The receipts of one batch."""

    def __init__(self, now: datetime):
        self._now = now
        self._rows: list[tuple[Any, ...]] = []
        self.issued: list[ReceiptIssued] = []

    def issue(self, record: Record, named: Named, verdict: Verdict) -> None:
        place = (record.topic, record.partition, record.offset)
        receipt = _receipt(record, named, verdict)
        event = self._event(place, named, receipt)
        told = (verdict.outcome.value, named.source, named.id)
        self._rows.append((*place, *told, event.subject.encode(), written(event)))
        self.issued.append(receipt)

    def _event(
        self, place: tuple[str, int, int], named: Named, receipt: ReceiptIssued
    ) -> Attributes:
        spot = ":".join(map(str, place))
        return announcement(
            TOPIC,
            f"{spot}:{receipt.outcome.value}",
            str(named.ticket) if named.ticket else spot,
            2 if named.waited else 1,
            receipt,
            self._now,
            "intake",
            cause=f"{named.source}#{named.id}" if named.source and named.id else None,
        )

    def stage(self, tx: Transaction) -> None:
        if self._rows:
            tx.stage(_KEEP, [list(column) for column in zip(*self._rows, strict=True)])


class ReceiptFeed:
    """The receipts table as a log for the relay."""

    name = "receipts"

    def read(self, connection: psycopg.Connection, after: int, limit: int) -> Page | None:
        rows = connection.execute(_READ, [after, limit]).fetchall()
        if not rows:
            return None
        outgoing = [Outgoing(TOPIC, bytes(key), bytes(event)) for _, key, event in rows]
        return Page(rows[-1][0], outgoing)


def _receipt(record: Record, named: Named, verdict: Verdict) -> ReceiptIssued:
    return ReceiptIssued(
        outcome=verdict.outcome,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        event_source=named.source,
        event_id=named.id,
        event_type=named.type,
        ticket_id=named.ticket,
        events=verdict.events,
        code=verdict.code,
        reason=verdict.reason,
    )
