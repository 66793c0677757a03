"""Public events of intake and triage, derived from the rows alone, independently of both."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from firstline_chassis.records import Record
from firstline_events import intake, triage
from firstline_events.envelope import public_event, write_envelope
from firstline_events.message import Message
from firstline_events.vocabulary import Level, Outcome, Priority, Status, Timeline
from tests.support.incident_rows import IncidentRow

INTAKE, TRIAGE = "intake-ticket-v1", "triage-assessment-v1"
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
STATUSES = {
    "New": Status.NEW,
    "Active": Status.OPEN,
    "Awaiting User Info": Status.WAITING_REQUESTER,
    "Awaiting Vendor": Status.WAITING_THIRD_PARTY,
    "Awaiting Problem": Status.WAITING_INTERNAL,
    "Awaiting Evidence": Status.WAITING_INTERNAL,
    "Resolved": Status.RESOLVED,
    "Closed": Status.CLOSED,
}
LEVELS = {"1 - High": Level.HIGH, "2 - Medium": Level.MEDIUM, "3 - Low": Level.LOW}
MATRIX = {
    ("high", "high"): Priority.CRITICAL,
    ("high", "medium"): Priority.HIGH,
    ("medium", "high"): Priority.HIGH,
    ("medium", "medium"): Priority.MODERATE,
    ("low", "high"): Priority.MODERATE,
    ("high", "low"): Priority.MODERATE,
}
SOURCE_FIELDS = ("priority", "reopen_count", "reassignment_count", "made_sla", "problem", "channel")
RESTING = {Status.RESOLVED, Status.CLOSED}


class Told(NamedTuple):
    """One public event, before it is written."""

    topic: str
    ticket_id: UUID
    sequence: int
    at: datetime
    cause: str
    reference: str
    message: Message


class _Desk:
    """One ticket's last row and sequences."""

    def __init__(self, number: str):
        self.ticket_id = ticket_id(number)
        self.last: IncidentRow | None = None
        self.sequence = self.answered = 0

    def take(self, row: IncidentRow) -> Iterator[Told]:
        if self.last is None:
            yield self._told(row, row.opened_at, _opened(row))
        for message in _changes(self.last, row):
            yield self._told(row, row.at, message)
            if isinstance(message, intake.TicketClassified):
                yield self._answer(row, message)
        self.last = row

    def _told(self, row: IncidentRow, at: datetime, message: Message) -> Told:
        self.sequence += 1
        cause = f"/import/servicenow#{row.number}:{row.ordinal}"
        return Told(INTAKE, self.ticket_id, self.sequence, at, cause, row.number, message)

    def _answer(self, row: IncidentRow, message: intake.TicketClassified) -> Told:
        self.answered += 1
        cause = f"{self.ticket_id}:{self.sequence}"
        answer = assessment(message, self.sequence)
        return Told(TRIAGE, self.ticket_id, self.answered, row.at, cause, row.number, answer)


def ticket_id(number: str) -> UUID:
    return uuid5(NAMESPACE_URL, f'["default","servicenow","{number}"]')


def told(rows: Iterable[IncidentRow]) -> list[Told]:
    """Every public event that the rows make, in their order."""
    desks: dict[str, _Desk] = {}
    return [
        event for row in rows for event in desks.setdefault(row.number, _Desk(row.number)).take(row)
    ]


def assessment(message: intake.TicketClassified, answers: int) -> Message:
    """What triage answers to a classification."""
    if message.impact is None or message.urgency is None:
        reason = "impact or urgency is unknown"
        return triage.AssessmentSkipped(answers=answers, reason=reason, policy="itil@1")
    return triage.TicketAssessed(
        answers=answers,
        impact=message.impact,
        urgency=message.urgency,
        priority=MATRIX.get((message.impact, message.urgency), Priority.LOW),
        score=1,
        contributions=(triage.Contribution(name="matrix", points=1, reason="as ITIL has it"),),
        opened_at=message.opened_at,
        policy="itil@1",
    )


def _opened(row: IncidentRow) -> Message:
    return intake.TicketOpened(
        number=f"FL-{row.number}",
        timeline=Timeline.SOURCE,
        opened_at=row.opened_at,
        source_status="New",
        channel=row.channel,
        classification_follows=True,
    )


def _changes(last: IncidentRow | None, row: IncidentRow) -> Iterator[Message]:
    if changed := _changed(last, row, "category", "impact", "urgency"):
        yield _classified(row, changed)
    before = "New" if last is None else last.state
    if row.state != before:
        yield _status(None if last is None else last.state, row)
    if changed := _changed(last, row, "group", "assignee"):
        names = ["queue" if name == "group" else name for name in changed]
        yield intake.AssignmentReported(
            changed=tuple(names),  # type: ignore[arg-type]
            queue=row.group,
            assignee=row.assignee,
        )
    if changed := _changed(last, row, *SOURCE_FIELDS):
        yield intake.SourceFieldsReported(
            changed=changed,  # type: ignore[arg-type]
            **{name: getattr(row, name) for name in SOURCE_FIELDS},
        )


def _changed(last: IncidentRow | None, row: IncidentRow, *names: str) -> tuple[str, ...]:
    return tuple(
        name for name in names if getattr(row, name) != (getattr(last, name) if last else None)
    )


def _classified(row: IncidentRow, changed: tuple[str, ...]) -> Message:
    return intake.TicketClassified(
        changed=changed,  # type: ignore[arg-type]
        category=row.category,
        impact=LEVELS.get(row.impact or ""),
        urgency=LEVELS.get(row.urgency or ""),
        source_impact=row.impact,
        source_urgency=row.urgency,
        opened_at=row.opened_at,
    )


def _status(stated: str | None, row: IncidentRow) -> Message:
    now = STATUSES.get(row.state, Status.UNKNOWN)
    before = STATUSES.get(stated or "New", Status.UNKNOWN)
    words: dict[str, Any] = {
        "status": now,
        "source_status": row.state,
        "previous_status": before,
        "previous_source_status": stated,
    }
    if now is Status.RESOLVED:
        return intake.TicketResolved(**words, outcome=Outcome.UNKNOWN)
    if now is Status.CLOSED:
        statement = intake.SourceStatement(resolved_at=row.resolved_at, code=row.code)
        return intake.TicketClosed(**words, statement=statement)
    if before in RESTING and now is not Status.UNKNOWN:
        return intake.TicketReopened(**words)
    return intake.TicketStatusChanged(**words)


def records(events: Sequence[Told], partitions: int = 2) -> list[Record]:
    """The events as they lie in the topics, in the order of publication."""
    ends: dict[tuple[str, int], int] = {}
    return [_record(event, partitions, ends) for event in events]


def _record(event: Told, partitions: int, ends: dict[tuple[str, int], int]) -> Record:
    key = str(event.ticket_id).encode()
    home = (event.topic, zlib.crc32(key) % partitions)
    offset = ends.get(home, 0)
    ends[home] = offset + 1
    return Record(*home, offset, key, _written(event), timestamp=1_767_225_600_000)


def _written(event: Told) -> bytes:
    envelope = public_event(
        event.topic,
        event.message,
        aggregate=event.ticket_id,
        version=event.sequence,
        time=event.at,
        effective=event.at,
        recorded=RECORDED,
        actorkind="system",
        actorid="servicenow",
        causationid=event.cause,
        origin="servicenow",
        reference=event.reference,
    )
    return write_envelope(envelope, event.message)
