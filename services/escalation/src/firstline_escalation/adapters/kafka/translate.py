"""Private events to public ones: the one file that knows both."""

from collections.abc import Callable, Sequence
from typing import Any

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.kafka import Outgoing
from firstline_chassis.policies.translation import published_as
from firstline_chassis.publication import publication
from firstline_escalation.adapters.kafka import cases
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.policy import EscalationPolicy
from firstline_events.message import Message
from firstline_events.policy import EscalationPolicyPublished

CASES = "escalation-case-v1"
POLICIES = "escalation-policy-v1"

_WORDS: dict[type[PrivateEvent], tuple[str, Callable[[Any], Message]]] = {
    Case.Opened: (CASES, cases.opened),
    Case.Routed: (CASES, cases.routed),
    Case.Assigned: (CASES, cases.assigned),
    Case.Released: (CASES, cases.released),
    Case.Escalated: (CASES, cases.escalated),
    Case.HandedBack: (CASES, cases.handed_back),
    Case.RequestTaken: (CASES, cases.request_taken),
    Case.RequestDeclined: (CASES, cases.request_declined),
    Case.Referred: (CASES, cases.referred),
    Case.Declared: (CASES, cases.declared),
    Case.Lifted: (CASES, cases.lifted),
    Case.Overdue: (CASES, cases.overdue),
    Case.SourceFollowed: (CASES, cases.followed),
    Case.Ended: (CASES, cases.ended),
    Case.Resumed: (CASES, cases.resumed),
    EscalationPolicy.Published: (POLICIES, published_as(EscalationPolicyPublished)),
}

PRIVATE_EVENTS = tuple(_WORDS)


def translate(event: PrivateEvent) -> Sequence[Outgoing]:
    """The one public event of a private one, ready to be sent."""
    topic, word = _WORDS[type(event)]
    return (publication(topic, event, word(event)),)
