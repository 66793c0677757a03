"""How importance is computed: a matrix of impact and urgency, and points per priority."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from firstline_events.vocabulary import Level, Priority
from firstline_triage.domain.values import Contribution, Score

Cell = tuple[Level, Level]
"""Impact, urgency."""


class ScoringPolicy(NamedTuple):
    """One version of the rules; an answer names it, so that it can be asked again."""

    name: str
    version: int
    matrix: Mapping[Cell, Priority]
    points: Mapping[Priority, int]

    @property
    def label(self) -> str:
        return f"{self.name}@{self.version}"

    def score(self, impact: Level, urgency: Level) -> Score:
        """Pure: the same levels give the same score, whenever and wherever they are asked."""
        priority = self.matrix[impact, urgency]
        reason = f"impact {impact} and urgency {urgency} make priority {priority}"
        return Score(priority, (Contribution("matrix", self.points[priority], reason),))


def turn(score: int, opened_at: datetime, ticket: UUID) -> tuple[int, datetime, UUID]:
    """A ticket's place in the queue, the smallest first: score, then age, then id."""
    return -score, opened_at, ticket
