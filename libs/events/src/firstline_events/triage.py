"""What triage publishes: one answer to each classification, keyed by the ticket."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from firstline_events.message import Message, Moment, Word
from firstline_events.vocabulary import Level, Priority

IntakeSequence = Annotated[int, Field(ge=1)]


class Contribution(BaseModel):
    """One summand of the score, with the reason that a person can read."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    name: Word
    points: int
    reason: str


class TicketAssessed(Message):
    """How important the ticket is. Stands right after the intake event that it answers."""

    TYPE: ClassVar[str] = "firstline.triage.ticket-assessed.v1"

    answers: IntakeSequence
    """The sequence, in `intake-ticket-v1`, of the event that this answers."""
    impact: Level
    urgency: Level
    priority: Priority
    score: int
    """The sum of the contributions; ties are settled by age (`opened_at`), then by ticket id."""
    contributions: tuple[Contribution, ...]
    opened_at: Moment
    policy: Word
    """The scoring policy's name and version: `itil@1`."""


class AssessmentSkipped(Message):
    """Triage can't say how important the ticket is, and why not."""

    TYPE: ClassVar[str] = "firstline.triage.assessment-skipped.v1"

    answers: IntakeSequence
    reason: str
    policy: Word


MODELS: tuple[type[Message], ...] = (TicketAssessed, AssessmentSkipped)
