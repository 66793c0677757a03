"""Given an assessment, when triage answers, then the priority holds from what it answers."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from firstline_events.message import Message
from firstline_events.triage import AssessmentSkipped, Contribution, TicketAssessed
from firstline_events.vocabulary import Level, Priority
from firstline_reporting.read_models.assessments import Assessment, apply, from_row, to_row
from firstline_reporting.read_models.history import Ended, Fact, Spell

TICKET = UUID(int=7)
AT = datetime(2016, 3, 1, 8, tzinfo=UTC)


def assessed(answers: int, priority: Priority) -> TicketAssessed:
    return TicketAssessed(
        answers=answers,
        impact=Level.HIGH,
        urgency=Level.HIGH,
        priority=priority,
        score=400,
        contributions=(Contribution(name="matrix", points=400, reason="high and high"),),
        opened_at=AT,
        policy="itil@1",
    )


def skipped(answers: int) -> AssessmentSkipped:
    return AssessmentSkipped(answers=answers, reason="urgency is unknown", policy="itil@1")


def after(*answers: Message) -> Assessment:
    """The assessment after these answers, an hour apart."""
    assessment = Assessment(TICKET)
    for number, message in enumerate(answers, start=1):
        at = AT + timedelta(hours=number - 1)
        sequence = message.answers  # type: ignore[attr-defined]
        apply(assessment, message, Fact(TICKET, sequence, at, number))
    return assessment


def test_the_priority_holds_from_the_sequence_that_was_answered() -> None:
    assessment = after(assessed(2, Priority.CRITICAL))
    assert assessment.priority == Spell("critical", 2, AT, 1)
    assert (assessment.score, assessment.policy) == (400, "itil@1")


def test_another_priority_ends_the_one_before() -> None:
    assessment = after(assessed(2, Priority.CRITICAL), assessed(6, Priority.LOW))
    later = AT + timedelta(hours=1)
    assert assessment.ended == [Ended(TICKET, "priority", 2, "critical", AT, later, 6, 1)]
    assert assessment.priority == Spell("low", 6, later, 2)


def test_the_same_priority_again_goes_on() -> None:
    assessment = after(assessed(2, Priority.LOW), assessed(6, Priority.LOW))
    assert assessment.priority == Spell("low", 2, AT, 1)
    assert assessment.answers == 6


def test_a_skipped_assessment_makes_a_known_priority_unknown() -> None:
    assessment = after(assessed(2, Priority.LOW), skipped(6))
    assert (assessment.priority.value, assessment.priority.sequence) == (None, 6)
    assert (assessment.score, assessment.skipped) == (None, "urgency is unknown")


def test_a_ticket_that_was_never_assessed_has_no_priority_to_end() -> None:
    assert after(skipped(1)).priority.sequence is None


def test_a_row_that_was_written_reads_back_as_it_was() -> None:
    assessment = after(assessed(2, Priority.CRITICAL))
    assert from_row(to_row(assessment)) == assessment
