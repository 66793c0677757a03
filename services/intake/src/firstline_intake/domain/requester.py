"""A person who asks for help."""

from typing import ClassVar

from firstline_chassis.aggregate import Aggregate, PrivateEvent
from firstline_intake.domain.values import Occasion


class Requester(Aggregate):
    """Known from the first request on."""

    Event = PrivateEvent

    class Registered(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.requester.registered"
        name: str

        def apply(self, aggregate: "Requester") -> None:
            aggregate.name = self.name

    def __init__(self) -> None:
        self.name = ""

    def register(self, name: str, occasion: Occasion) -> None:
        """Does nothing for a requester who is known."""
        if not self.exists:
            self.trigger(Requester.Registered, **occasion._asdict(), name=name)
