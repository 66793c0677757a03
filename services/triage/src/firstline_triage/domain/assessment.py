"""The assessment of one ticket: every answer that triage has given about it."""

from datetime import datetime
from typing import ClassVar

from firstline_chassis.aggregate import Aggregate, PrivateEvent
from firstline_events.vocabulary import Level, Priority
from firstline_triage.domain.scoring_policy import ScoringPolicy
from firstline_triage.domain.values import Contribution, Occasion, Question


class Answer(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
    """What every answer says: which event of intake it answers, and under which policy."""

    answers: int
    opened_at: datetime
    policy: str

    def apply(self, aggregate: "Assessment") -> None:
        aggregate.answered = self.answers


class Assessment(Aggregate):
    """Its id is the ticket's. `answered` is the last intake sequence that has its answer."""

    Event = Answer

    def __init__(self) -> None:
        self.answered = 0

    class Assessed(Answer, frozen=True, kw_only=True, omit_defaults=True):
        """How important the ticket is, with every summand of the score."""

        TOPIC: ClassVar[str] = "triage.assessment.assessed"

        impact: Level
        urgency: Level
        priority: Priority
        score: int
        contributions: tuple[Contribution, ...]

    class Skipped(Answer, frozen=True, kw_only=True, omit_defaults=True):
        """Triage can't say, and why not."""

        TOPIC: ClassVar[str] = "triage.assessment.skipped"

        reason: str

    def answer(self, question: Question, policy: ScoringPolicy, occasion: Occasion) -> None:
        """Answer once; a question that has its answer, or comes after a later one, gets none."""
        if question.sequence <= self.answered:
            return
        if question.impact is None or question.urgency is None:
            self._skip(question, policy, occasion)
        else:
            self._assess(question, question.impact, question.urgency, policy, occasion)

    def _assess(
        self,
        question: Question,
        impact: Level,
        urgency: Level,
        policy: ScoringPolicy,
        occasion: Occasion,
    ) -> None:
        score = policy.score(impact, urgency)
        self.trigger(
            self.Assessed,
            **occasion._asdict(),
            answers=question.sequence,
            opened_at=question.opened_at,
            policy=policy.label,
            impact=impact,
            urgency=urgency,
            priority=score.priority,
            score=score.points,
            contributions=score.contributions,
        )

    def _skip(self, question: Question, policy: ScoringPolicy, occasion: Occasion) -> None:
        missing = question.missing
        reason = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} unknown"
        self.trigger(
            self.Skipped,
            **occasion._asdict(),
            answers=question.sequence,
            opened_at=question.opened_at,
            policy=policy.label,
            reason=reason,
        )


EVENTS: tuple[type[PrivateEvent], ...] = (Assessment.Assessed, Assessment.Skipped)
"""What the store may hold."""
