"""How content the requester is with a resolution: once, by a link that nobody can forge."""

from datetime import datetime
from typing import ClassVar, NamedTuple
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Timeline
from firstline_intake.domain import errors
from firstline_intake.domain.living import Living
from firstline_intake.domain.values import Occasion


class RatingLink(NamedTuple):
    """What a link says: which resolution of which ticket, and until when (UTC, whole seconds)."""

    ticket: UUID
    cycle: int
    expires_at: datetime


class Rating(Living):
    """The part of a ticket that counts its resolutions, from 1, and knows which were rated."""

    Event = PrivateEvent

    class Rated(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.rated"
        cycle: int
        stars: int
        comment: str | None = None

        def apply(self, aggregate: "Rating") -> None:
            aggregate.rated_at[self.cycle] = self.timestamp

    def begin_rating(self) -> None:
        self.cycle = 0
        self.resolution_stands = False
        self.resolved_at = self.effective_at
        """When the last resolution was recorded; links last from then on."""
        self.rated_at = dict[int, datetime]()

    def count_resolution(self, recorded_at: datetime) -> None:
        self.cycle += 1
        self.resolution_stands, self.resolved_at = True, recorded_at

    def may_be_asked(self) -> None:
        """Raises TicketNotResolved where there is no resolution to rate, or TicketNotLive.

        A ticket that was closed without being resolved has none.
        """
        if self.timeline is Timeline.SOURCE:
            raise errors.TicketNotLive(
                "The ticket follows its source's records, which ask for no rating; adopt it first."
            )
        if not self.resolution_stands:
            raise errors.TicketNotResolved(
                f"The ticket is {self.status.value} without a resolution that stands; resolve it"
                " first."
            )

    def may_be_rated(self, cycle: int) -> None:
        """Raises RatedBefore (with when), or RatingCancelled where it was reopened meanwhile."""
        if when := self.rated_at.get(cycle):
            raise errors.RatedBefore(
                f"This resolution was rated on {when:%Y-%m-%d at %H:%M} UTC; a rating counts once.",
                rated_at=when,
            )
        if not self.resolution_stands or cycle != self.cycle:
            raise errors.RatingCancelled(
                "The ticket was worked on again since this link was made; the next resolution has"
                " a link of its own."
            )

    def rate(self, cycle: int, stars: int, comment: str | None, occasion: Occasion) -> None:
        """Raises RatedBefore or RatingCancelled."""
        self.may_be_rated(cycle)
        self.tell(Rating.Rated, occasion, cycle=cycle, stars=stars, comment=comment)
