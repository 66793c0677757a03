"""What escalation decides by: versioned data of its own, published as events."""

from typing import ClassVar

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.policies import aggregate


class EscalationPolicy(aggregate.Policy):
    """One kind of escalation's policies, `lines` the first of them."""

    Event = PrivateEvent

    class Published(aggregate.Published, frozen=True, kw_only=True, omit_defaults=True):
        """A version counts from here on."""

        TOPIC: ClassVar[str] = "escalation.policy.published"

    publication = Published


EVENTS: tuple[type[PrivateEvent], ...] = (EscalationPolicy.Published,)
