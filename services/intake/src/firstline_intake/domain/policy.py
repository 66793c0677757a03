"""What intake decides by: versioned data of its own, published as events."""

from typing import ClassVar

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.policies import aggregate


class IntakePolicy(aggregate.Policy):
    """One kind of intake's policies, such as `windows`."""

    Event = PrivateEvent

    class Published(aggregate.Published, frozen=True, kw_only=True, omit_defaults=True):
        """A version counts from here on."""

        TOPIC: ClassVar[str] = "intake.policy.published"

    publication = Published
