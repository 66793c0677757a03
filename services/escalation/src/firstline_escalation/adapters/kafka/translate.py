"""Private events to public ones: the one file that knows both."""

from collections.abc import Callable, Sequence
from typing import Any

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.kafka import Outgoing
from firstline_chassis.policies.translation import published_as
from firstline_chassis.publication import publication
from firstline_escalation.domain.policy import EscalationPolicy
from firstline_events.message import Message
from firstline_events.policy import EscalationPolicyPublished

POLICIES = "escalation-policy-v1"

_WORDS: dict[type[PrivateEvent], tuple[str, Callable[[Any], Message]]] = {
    EscalationPolicy.Published: (POLICIES, published_as(EscalationPolicyPublished)),
}

PRIVATE_EVENTS = tuple(_WORDS)


def translate(event: PrivateEvent) -> Sequence[Outgoing]:
    """The one public event of a private one, ready to be sent."""
    topic, word = _WORDS[type(event)]
    return (publication(topic, event, word(event)),)
