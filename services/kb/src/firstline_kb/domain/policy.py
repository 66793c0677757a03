"""What kb decides by: versioned data of its own, published as events."""

from typing import ClassVar

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.policies import aggregate


class KbPolicy(aggregate.Policy):
    """One of kb's policies: each guided flow is one, `flow:vpn-does-not-connect`."""

    Event = PrivateEvent

    class Published(aggregate.Published, frozen=True, kw_only=True, omit_defaults=True):
        """A version counts from here on."""

        TOPIC: ClassVar[str] = "kb.policy.published"

    publication = Published


EVENTS: tuple[type[PrivateEvent], ...] = (KbPolicy.Published,)
