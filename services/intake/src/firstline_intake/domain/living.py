"""The move from the times of an import's records to the wall clock."""

from datetime import datetime
from typing import ClassVar

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Timeline
from firstline_intake.domain.core import TicketCore
from firstline_intake.domain.values import Occasion


class Living(TicketCore):
    """The part of a ticket that knows which clock it lives by."""

    Event = PrivateEvent

    class WentLive(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.went-live"
        live_from: datetime

        def apply(self, aggregate: "Living") -> None:
            aggregate.timeline = Timeline.LIVE

    def go_live(self, occasion: Occasion) -> None:
        """From now on the wall clock counts; nothing new, if it does already.

        What a person asks of an imported ticket begins with this. Records that still come from
        its source are taken as the facts that they are.
        """
        if self.timeline is Timeline.SOURCE:
            since = max(occasion.at, self.effective_at)
            self.tell(Living.WentLive, occasion, live_from=since)
