"""The JSON documents of the assessments API."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firstline_events.triage import Contribution
from firstline_events.vocabulary import Level, Priority
from firstline_triage.read_models.answers import Shown
from firstline_triage.read_models.words import why


class Assessed(BaseModel):
    """One answer of triage. Without a priority, `skipped` says what is missing."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    ticket: UUID
    origin: str | None
    reference: str | None
    priority: Priority | None
    score: int | None
    contributions: list[Contribution]
    impact: Level | None
    urgency: Level | None
    skipped: str | None
    policy: str
    opened_at: datetime
    version: int
    """Counts the answers about this ticket, from 1."""
    answers: int
    """The sequence, in `intake-ticket-v1`, of the event that this answers."""
    effective_at: datetime
    """From when on it counts."""
    answered_at: datetime
    """When triage recorded it."""

    @classmethod
    def of(cls, shown: Shown) -> "Assessed":
        return cls.model_validate(_fields(shown))


class Explained(Assessed):
    """One answer of triage, in words too."""

    why: list[str]

    @classmethod
    def of(cls, shown: Shown, before: Shown | None = None) -> "Explained":
        return cls.model_validate({**_fields(shown), "why": why(shown, before)})


class Queue(BaseModel):
    items: list[Assessed]
    next: str | None


class History(BaseModel):
    items: list[Explained]
    next: int | None


def _fields(shown: Shown) -> dict[str, object]:
    contributions = [
        Contribution(name=one.name, points=one.points, reason=one.reason)
        for one in shown.contributions
    ]
    return {**shown._asdict(), "ticket": shown.ticket_id, "contributions": contributions}
