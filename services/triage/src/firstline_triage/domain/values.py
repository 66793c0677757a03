"""What an assessment is made of: small immutable values."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from firstline_chassis.aggregate import Provenance
from firstline_events.vocabulary import Level, Priority


class Question(NamedTuple):
    """What an event of intake asks: how important is the ticket as it stands after it?"""

    sequence: int
    opened_at: datetime
    impact: Level | None = None
    urgency: Level | None = None

    @property
    def missing(self) -> list[str]:
        """What would have to be known to answer, and isn't."""
        known = {"impact": self.impact, "urgency": self.urgency}
        return [name for name, level in known.items() if level is None]


class Occasion(NamedTuple):
    """When the asking event happened and counts from, when we record the answer, and by whom."""

    at: datetime
    effective_at: datetime
    recorded_at: datetime
    by: Provenance


class Contribution(msgspec.Struct, frozen=True):
    """One summand of a score, with its reason in words."""

    name: str
    points: int
    reason: str


class Score(NamedTuple):
    """How important: the priority, and what adds up to the points that order equal ones."""

    priority: Priority
    contributions: tuple[Contribution, ...]

    @property
    def points(self) -> int:
        return sum(one.points for one in self.contributions)
