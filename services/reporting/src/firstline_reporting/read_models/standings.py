"""Where a ticket stands in intake's words: the row, and what each event does to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from firstline_events import intake
from firstline_reporting.read_models.history import UNSTATED, Aspect, Ended, Fact, Spell, state
from firstline_reporting.read_models.landing import Landing, Row, replace

_HEAD = (
    ("ticket_id", "uuid"),
    ("sequence", "int8"),
    ("changed_at", "timestamptz"),
    ("observed_at", "timestamptz"),
    ("channel", "text"),
    ("requester_id", "uuid"),
    ("category", "text"),
    ("impact", "text"),
    ("urgency", "text"),
    ("first_source_status", "text"),
    ("reopenings", "int4"),
    ("reopen_count", "int8"),
    ("reopen_count_max", "int8"),
    ("reassignment_count", "int8"),
    ("made_sla", "bool"),
    ("problem", "text"),
    ("source_resolved_at", "timestamptz"),
    ("source_code", "text"),
)
ASPECTS = (
    Aspect.STATUS,
    Aspect.SOURCE_STATUS,
    Aspect.QUEUE,
    Aspect.ASSIGNEE,
    Aspect.SOURCE_PRIORITY,
    Aspect.SOURCE_IMPACT,
    Aspect.SOURCE_URGENCY,
)
_SPELLS = tuple(
    column
    for aspect in ASPECTS
    for column in (
        (aspect.value, "text"),
        (f"{aspect}_sequence", "int8"),
        (f"{aspect}_since", "timestamptz"),
    )
)
STANDINGS = Landing("standings_v1", _HEAD + _SPELLS, replace("ticket_id", _HEAD + _SPELLS))
LOAD = f"SELECT {STANDINGS.names} FROM reporting.standings_v1 WHERE ticket_id = ANY(%b)"  # noqa: S608


@dataclass(slots=True)
class Standing:
    """One ticket's row. `ended` gathers the spells that came to an end since it was loaded."""

    ticket_id: UUID
    sequence: int = 0
    changed_at: datetime | None = None
    observed_at: datetime | None = None
    channel: str | None = None
    requester_id: UUID | None = None
    category: str | None = None
    impact: str | None = None
    urgency: str | None = None
    first_source_status: str | None = None
    reopenings: int = 0
    reopen_count: int | None = None
    reopen_count_max: int | None = None
    reassignment_count: int | None = None
    made_sla: bool | None = None
    problem: str | None = None
    source_resolved_at: datetime | None = None
    source_code: str | None = None
    status: Spell = UNSTATED
    source_status: Spell = UNSTATED
    queue: Spell = UNSTATED
    assignee: Spell = UNSTATED
    source_priority: Spell = UNSTATED
    source_impact: Spell = UNSTATED
    source_urgency: Spell = UNSTATED
    ended: list[Ended] = field(default_factory=list)

    def state(self, aspect: Aspect, value: str | None, fact: Fact) -> None:
        before: Spell = getattr(self, aspect)
        setattr(self, aspect, state(before, aspect, value, fact, self.ended))


_head_of: Callable[[Standing], Row] = attrgetter(*(name for name, _ in _HEAD))
_spells_of: Callable[[Standing], tuple[Spell, ...]] = attrgetter(*ASPECTS)


def from_row(row: Sequence[Any]) -> Standing:
    """The standing as `LOAD` reads it."""
    head = len(_HEAD)
    spells = (_spell(*row[i : i + 3]) for i in range(head, len(row), 3))
    return Standing(*row[:head], *spells)


def _spell(value: str | None, sequence: int | None, since: datetime | None) -> Spell:
    """Intake's own sequence is the one that the aspect was told in."""
    return Spell(value, sequence, since, sequence)


def to_row(standing: Standing) -> Row:
    """The standing as STANDINGS writes it."""
    row = list(_head_of(standing))
    for spell in _spells_of(standing):
        row += spell[:3]
    return tuple(row)


def apply(standing: Standing, message: Any, fact: Fact) -> None:
    """What one event of intake-ticket-v1 does to the ticket's row."""
    standing.sequence = fact.sequence
    standing.changed_at = fact.at
    react = _REACTIONS.get(type(message))
    if react is not None:
        react(standing, message, fact)


def _opened(standing: Standing, message: intake.TicketOpened, fact: Fact) -> None:
    standing.channel = message.channel
    standing.requester_id = message.requester_id
    standing.first_source_status = message.source_status
    standing.state(Aspect.STATUS, message.status.value, fact)
    standing.state(Aspect.SOURCE_STATUS, message.source_status, fact)


def _classified(standing: Standing, message: intake.TicketClassified, fact: Fact) -> None:
    if "category" in message.changed:
        standing.category = message.category
    if "impact" in message.changed:
        standing.impact = message.impact and message.impact.value
        standing.state(Aspect.SOURCE_IMPACT, message.source_impact, fact)
    if "urgency" in message.changed:
        standing.urgency = message.urgency and message.urgency.value
        standing.state(Aspect.SOURCE_URGENCY, message.source_urgency, fact)


def _status(standing: Standing, message: intake.StatusEvent, fact: Fact) -> None:
    if message.previous_source_status is None and message.source_status is not None:
        standing.first_source_status = message.source_status
    standing.state(Aspect.STATUS, message.status.value, fact)
    standing.state(Aspect.SOURCE_STATUS, message.source_status, fact)


def _closed(standing: Standing, message: intake.TicketClosed, fact: Fact) -> None:
    _status(standing, message, fact)
    if message.statement is not None:
        standing.source_resolved_at = message.statement.resolved_at
        standing.source_code = message.statement.code


def _reopened(standing: Standing, message: intake.TicketReopened, fact: Fact) -> None:
    standing.reopenings += 1
    _status(standing, message, fact)


def _assigned(standing: Standing, message: intake.AssignmentReported, fact: Fact) -> None:
    if "queue" in message.changed:
        standing.state(Aspect.QUEUE, message.queue, fact)
    if "assignee" in message.changed:
        standing.state(Aspect.ASSIGNEE, message.assignee, fact)


def _source_fields(standing: Standing, message: intake.SourceFieldsReported, fact: Fact) -> None:
    for name in message.changed:
        if name == "priority":
            standing.state(Aspect.SOURCE_PRIORITY, message.priority, fact)
        else:
            setattr(standing, name, getattr(message, name))
    if "reopen_count" in message.changed and message.reopen_count is not None:
        standing.reopen_count_max = max(standing.reopen_count_max or 0, message.reopen_count)


def _observed(standing: Standing, message: intake.TicketObserved, _: Fact) -> None:
    standing.observed_at = message.observed_at


_REACTIONS: dict[type, Callable[[Standing, Any, Fact], None]] = {
    intake.TicketOpened: _opened,
    intake.TicketClassified: _classified,
    intake.TicketStatusChanged: _status,
    intake.TicketResolved: _status,
    intake.TicketClosed: _closed,
    intake.TicketReopened: _reopened,
    intake.AssignmentReported: _assigned,
    intake.SourceFieldsReported: _source_fields,
    intake.TicketObserved: _observed,
}
