"""From private events to public ones: the only place that knows both."""

from collections.abc import Sequence

import msgspec

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.kafka import Outgoing
from firstline_chassis.publication import publication
from firstline_events.message import Message
from firstline_events.triage import AssessmentSkipped, Contribution, TicketAssessed
from firstline_triage.domain.assessment import Assessment

TOPIC = "triage-assessment-v1"


def translate(event: PrivateEvent) -> Sequence[Outgoing]:
    """The one public event of each private one; raises TypeError for a class it doesn't know."""
    return [publication(TOPIC, event, _data(event))]


def _data(event: PrivateEvent) -> Message:
    match event:
        case Assessment.Assessed():
            return _assessed(event)
        case Assessment.Skipped(answers=answers, reason=reason, policy=policy):
            return AssessmentSkipped(answers=answers, reason=reason, policy=policy)
    raise TypeError(f"{type(event).__name__} has no public event")


def _assessed(event: Assessment.Assessed) -> TicketAssessed:
    summands = (msgspec.structs.asdict(one) for one in event.contributions)
    return TicketAssessed(
        answers=event.answers,
        impact=event.impact,
        urgency=event.urgency,
        priority=event.priority,
        score=event.score,
        contributions=tuple(Contribution(**one) for one in summands),
        opened_at=event.opened_at,
        policy=event.policy,
    )
