"""What every part of a ticket is built on: one event, told on an occasion."""

from typing import Any

from firstline_chassis.aggregate import Aggregate, PrivateEvent
from firstline_intake.domain.values import Occasion


class Telling(Aggregate):
    """What each part of a ticket derives from: `class Linking(Telling)`."""

    Event = PrivateEvent

    def tell(self, kind: type[PrivateEvent], occasion: Occasion, **fields: Any) -> None:
        self.trigger(
            kind, at=occasion.at, recorded_at=occasion.recorded_at, by=occasion.by, **fields
        )
