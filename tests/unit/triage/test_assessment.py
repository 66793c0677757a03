"""The assessment of a ticket: each question is answered once, in words that explain it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from firstline_chassis.aggregate import Provenance
from firstline_chassis.mapper import StructMapper
from firstline_events.vocabulary import Level, Priority
from firstline_triage.adapters.files.policy_file import read_policy
from firstline_triage.domain.assessment import EVENTS, Assessment
from firstline_triage.domain.values import Contribution, Occasion, Question
from tests.support.scenarios import Scenario

OPENED = datetime(2016, 2, 29, 1, 16, tzinfo=UTC)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
BY = Provenance(actor_kind="system", actor_id="triage")
POLICY = read_policy(None)


def asked(
    sequence: int, impact: Level | None, urgency: Level | None, at: datetime = OPENED
) -> Callable[[Assessment], None]:
    """Somebody classifies the ticket."""
    question = Question(sequence, OPENED, impact, urgency)
    return lambda it: it.answer(question, POLICY, Occasion(at, at, NOW, BY))


def fresh() -> Scenario[Assessment]:
    return Scenario(Assessment)


def test_a_classified_ticket_is_assessed_with_its_reasons() -> None:
    (event,) = fresh().when(asked(2, Level.MEDIUM, Level.HIGH))
    assert isinstance(event, Assessment.Assessed)
    assert (event.priority, event.score, event.policy) == (Priority.HIGH, 300, "itil@1")
    reason = "impact medium and urgency high make priority high"
    assert event.contributions == (Contribution("matrix", 300, reason),)
    assert (event.answers, event.opened_at, event.timestamp) == (2, OPENED, NOW)


@pytest.mark.parametrize(
    ("impact", "urgency", "reason"),
    [
        (None, Level.LOW, "impact is unknown"),
        (Level.LOW, None, "urgency is unknown"),
        (None, None, "impact and urgency are unknown"),
    ],
)
def test_a_ticket_without_both_levels_is_skipped_and_the_missing_one_is_named(
    impact: Level | None, urgency: Level | None, reason: str
) -> None:
    (event,) = fresh().when(asked(2, impact, urgency))
    assert isinstance(event, Assessment.Skipped)
    assert (event.answers, event.reason) == (2, reason)


def test_the_same_question_is_answered_once() -> None:
    given = fresh().given(asked(2, Level.LOW, Level.LOW))
    assert given.when(asked(2, Level.HIGH, Level.HIGH)) == []


def test_a_question_from_before_the_last_answer_gets_none() -> None:
    given = fresh().given(asked(7, Level.LOW, Level.LOW))
    assert given.when(asked(2, Level.HIGH, Level.HIGH)) == []


def test_every_later_question_is_answered_even_if_the_answer_is_the_same() -> None:
    given = fresh().given(asked(2, Level.LOW, Level.LOW))
    (event,) = given.when(asked(9, Level.LOW, Level.LOW))
    assert (event.originator_version, given.aggregate.answered) == (2, 9)


def test_an_answer_counts_from_where_its_question_counts_and_never_runs_backwards() -> None:
    later = OPENED + timedelta(hours=5)
    given = fresh().given(asked(2, Level.LOW, Level.LOW, later))
    (event,) = given.when(asked(3, Level.HIGH, Level.LOW, OPENED))
    assert (event.at, event.effective_at) == (OPENED, later)


def test_an_answer_takes_the_effective_time_of_an_event_that_counts_later_than_it_happened() -> (
    None
):
    later = OPENED + timedelta(hours=5)
    question = Question(2, OPENED, Level.LOW, Level.LOW)
    (event,) = fresh().when(
        lambda it: it.answer(question, POLICY, Occasion(OPENED, later, NOW, BY))
    )
    assert (event.at, event.effective_at) == (OPENED, later)


def test_stored_answers_are_read_back_as_they_were() -> None:
    mapper, scenario = StructMapper(EVENTS), fresh()
    told = scenario.when(asked(2, Level.LOW, None)) + scenario.when(asked(3, Level.LOW, Level.HIGH))
    assert [mapper.to_domain_event(mapper.to_stored_event(one)) for one in told] == told
