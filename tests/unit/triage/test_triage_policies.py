"""Which events of intake triage answers, and what the public answer says."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from firstline_chassis.aggregate import Provenance
from firstline_chassis.received import read_data, read_envelope
from firstline_events.intake import TicketClassified, TicketOpened
from firstline_events.triage import AssessmentSkipped, TicketAssessed
from firstline_events.vocabulary import Level, Timeline
from firstline_triage.adapters.files.policy_file import read_policy
from firstline_triage.adapters.kafka.translate import translate
from firstline_triage.application.policies import when_ticket_classified, when_ticket_opened
from firstline_triage.domain.assessment import Assessment
from firstline_triage.domain.values import Occasion
from tests.support.scenarios import TICKET, Scenario

AT = datetime(2016, 2, 29, 1, 16, tzinfo=UTC)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
BY = Provenance(
    actor_kind="system",
    actor_id="triage",
    correlation_id="the import",
    causation_id="/firstline/intake-ticket-v1#it:1",
    origin="servicenow",
    reference="INC0000045",
)
OCCASION = Occasion(AT, AT, NOW, BY)
POLICY = read_policy(None)


def opened(classification_follows: bool) -> TicketOpened:
    return TicketOpened(
        number="FL-1",
        timeline=Timeline.LIVE,
        opened_at=AT,
        classification_follows=classification_follows,
    )


def answers_to_opening(classification_follows: bool) -> list[Any]:
    message = opened(classification_follows)
    return Scenario(Assessment).when(
        lambda it: when_ticket_opened(message, 1, it, POLICY, OCCASION)
    )


def answers_to_classification(impact: Level | None) -> list[Any]:
    message = TicketClassified(changed=("impact",), impact=impact, urgency=Level.LOW, opened_at=AT)
    return Scenario(Assessment).when(
        lambda it: when_ticket_classified(message, 1, it, POLICY, OCCASION)
    )


def test_an_opening_that_a_classification_follows_waits_for_it() -> None:
    assert answers_to_opening(classification_follows=True) == []


def test_an_opening_that_no_classification_follows_is_answered_by_what_is_missing() -> None:
    (event,) = answers_to_opening(classification_follows=False)
    assert event.reason == "impact and urgency are unknown"


def test_each_private_answer_becomes_one_public_event_about_the_ticket() -> None:
    (private,) = answers_to_classification(Level.HIGH)
    (outgoing,) = translate(private)
    envelope = read_envelope(outgoing.value)
    assert (outgoing.topic, outgoing.key) == ("triage-assessment-v1", str(TICKET).encode())
    assert (envelope.id, envelope.subject, envelope.position) == (f"{TICKET}:1", str(TICKET), 1)
    assert (envelope.time, envelope.effectivetime, envelope.recordedtime) == (AT, AT, NOW)
    assert (envelope.actorkind, envelope.actorid) == ("system", "triage")
    assert (envelope.origin, envelope.reference) == ("servicenow", "INC0000045")
    assert (envelope.correlationid, envelope.causationid) == ("the import", BY.causation_id)


def test_the_public_assessment_carries_every_contribution_and_they_add_up() -> None:
    (private,) = answers_to_classification(Level.HIGH)
    data = read_data(TicketAssessed, read_envelope(translate(private)[0].value))
    assert (data.answers, data.priority, data.policy) == (1, "moderate", "itil@1")
    assert sum(one.points for one in data.contributions) == data.score


def test_the_public_skip_carries_its_reason() -> None:
    (private,) = answers_to_classification(None)
    data = read_data(AssessmentSkipped, read_envelope(translate(private)[0].value))
    assert data == AssessmentSkipped(answers=1, reason="impact is unknown", policy="itil@1")


def test_an_event_of_another_kind_is_never_published_by_accident() -> None:
    (private,) = answers_to_classification(None)
    fields = {name: getattr(private, name) for name in Assessment.Event.__struct_fields__}
    with pytest.raises(TypeError, match="has no public event"):
        translate(Assessment.Event(**fields))


def test_public_answers_hold_no_null_attributes() -> None:
    (private,) = answers_to_classification(Level.HIGH)
    assert "onbehalfof" not in orjson.loads(translate(private)[0].value)
