"""One answer of triage as people see it, from an event or from a row."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from firstline_triage.domain.assessment import Answer, Assessment
from firstline_triage.domain.values import Contribution


class Shown(NamedTuple):
    """The fields are the columns of `assessments_v1`."""

    ticket_id: UUID
    tenant: str
    origin: str | None
    reference: str | None
    version: int
    answers: int
    policy: str
    opened_at: datetime
    effective_at: datetime
    answered_at: datetime
    impact: str | None = None
    urgency: str | None = None
    priority: str | None = None
    score: int | None = None
    contributions: tuple[Contribution, ...] = ()
    skipped: str | None = None

    @classmethod
    def of(cls, event: Answer) -> "Shown":
        """What the event says."""
        said = cls(
            event.originator_id,
            event.by.tenant,
            event.by.origin,
            event.by.reference,
            event.originator_version,
            event.answers,
            event.policy,
            event.opened_at,
            event.effective_at,
            event.timestamp,
        )
        match event:
            case Assessment.Assessed():
                levels = (event.impact, event.urgency, event.priority, event.score)
                return cls(*said[:10], *levels, event.contributions)
            case Assessment.Skipped():
                return said._replace(skipped=event.reason)
        raise TypeError(f"{type(event).__name__} is no answer")

    @classmethod
    def from_row(cls, row: tuple[Any, ...]) -> "Shown":
        """What a row of `assessments_v1` says."""
        said = cls(*row)
        contributions = msgspec.convert(said.contributions, tuple[Contribution, ...])
        return said._replace(contributions=contributions)
