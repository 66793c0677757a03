"""Triage's last answer about each ticket: the row, and what each answer does to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

import orjson

from firstline_events.triage import AssessmentSkipped, TicketAssessed
from firstline_reporting.read_models.history import UNSTATED, Aspect, Ended, Fact, Spell, state
from firstline_reporting.read_models.landing import Landing, Row, replace

_HEAD = (
    ("ticket_id", "uuid"),
    ("sequence", "int8"),
    ("answers", "int8"),
    ("assessed_at", "timestamptz"),
    ("policy", "text"),
    ("impact", "text"),
    ("urgency", "text"),
    ("score", "int8"),
    ("contributions", "text"),
    ("skipped", "text"),
)
_COLUMNS = (
    *_HEAD,
    ("priority", "text"),
    ("priority_sequence", "int8"),
    ("priority_since", "timestamptz"),
    ("priority_told_in", "int8"),
)
ASSESSMENTS = Landing("assessments_v1", _COLUMNS, replace("ticket_id", _COLUMNS))
LOAD = f"SELECT {ASSESSMENTS.names} FROM reporting.assessments_v1 WHERE ticket_id = ANY(%b)"  # noqa: S608


@dataclass(slots=True)
class Assessment:
    """One ticket's row. `ended` gathers the priorities that came to an end since it was loaded."""

    ticket_id: UUID
    sequence: int = 0
    answers: int = 0
    assessed_at: datetime | None = None
    policy: str | None = None
    impact: str | None = None
    urgency: str | None = None
    score: int | None = None
    contributions: str | None = None
    skipped: str | None = None
    priority: Spell = UNSTATED
    ended: list[Ended] = field(default_factory=list)


_head_of: Callable[[Assessment], Row] = attrgetter(*(name for name, _ in _HEAD))


def from_row(row: Sequence[Any]) -> Assessment:
    """The assessment as `LOAD` reads it."""
    head = len(_HEAD)
    values = [*row[:head], Spell(*row[head:])]
    return Assessment(*values)


def to_row(assessment: Assessment) -> Row:
    """The assessment as ASSESSMENTS writes it."""
    return (*_head_of(assessment), *assessment.priority)


def apply(assessment: Assessment, message: Any, fact: Fact) -> None:
    """What one event of triage-assessment-v1 does to the row.

    The priority holds from the intake event that was answered: its sequence and its time.
    """
    assessment.sequence = fact.told_in
    assessment.answers = fact.sequence
    assessment.assessed_at = fact.at
    assessment.policy = message.policy
    if isinstance(message, TicketAssessed):
        _assessed(assessment, message, fact)
    elif isinstance(message, AssessmentSkipped):
        _skipped(assessment, message, fact)


def _assessed(assessment: Assessment, message: TicketAssessed, fact: Fact) -> None:
    assessment.impact = message.impact.value
    assessment.urgency = message.urgency.value
    assessment.score = message.score
    assessment.contributions = orjson.dumps(
        [one.model_dump(mode="json") for one in message.contributions]
    ).decode()
    assessment.skipped = None
    _prioritise(assessment, message.priority.value, fact)


def _skipped(assessment: Assessment, message: AssessmentSkipped, fact: Fact) -> None:
    assessment.impact = assessment.urgency = assessment.score = assessment.contributions = None
    assessment.skipped = message.reason
    _prioritise(assessment, None, fact)


def _prioritise(assessment: Assessment, priority: str | None, fact: Fact) -> None:
    before = assessment.priority
    assessment.priority = state(before, Aspect.PRIORITY, priority, fact, assessment.ended)
