"""Whenever intake says something about a ticket's importance, triage answers it once."""

from firstline_events.intake import TicketClassified, TicketOpened
from firstline_triage.domain.assessment import Assessment
from firstline_triage.domain.scoring_policy import ScoringPolicy
from firstline_triage.domain.values import Occasion, Question


def when_ticket_classified(
    classified: TicketClassified,
    sequence: int,
    assessment: Assessment,
    policy: ScoringPolicy,
    occasion: Occasion,
) -> None:
    """Whenever a ticket is classified, then say how important it is, or what is missing."""
    question = Question(sequence, classified.opened_at, classified.impact, classified.urgency)
    assessment.answer(question, policy, occasion)


def when_ticket_opened(
    opened: TicketOpened,
    sequence: int,
    assessment: Assessment,
    policy: ScoringPolicy,
    occasion: Occasion,
) -> None:
    """Whenever a ticket is opened and no classification follows, then say what is missing."""
    if not opened.classification_follows:
        assessment.answer(Question(sequence, opened.opened_at), policy, occasion)
