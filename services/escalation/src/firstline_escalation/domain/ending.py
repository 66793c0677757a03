"""The end of the work on a ticket, and its return."""

from typing import ClassVar

from firstline_escalation.domain import guards, targets
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.requests import Requests
from firstline_escalation.domain.state import CaseEvent, CaseState, End
from firstline_escalation.domain.values import Occasion, Place
from firstline_events.vocabulary import Referral, Timeline


class Ending(Requests):
    """What takes a case out of its queue, and back into it."""

    Event = CaseEvent

    class Referred(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.referred"
        to: Referral
        where: str
        note: str | None = None

        def apply(self, aggregate: CaseState) -> None:
            aggregate.referred = True

    class Ended(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.ended"
        why: End
        assignee: str | None = None
        owner: str | None = None

        def apply(self, aggregate: CaseState) -> None:
            aggregate.ended = self.why
            aggregate.referred = False

    class Resumed(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.resumed"
        line: str | None = None
        queue: str | None = None
        policy: str
        assignee: str | None = None
        owner: str | None = None

        def apply(self, aggregate: CaseState) -> None:
            aggregate.ended = None
            aggregate.go_to(Place(self.line, self.queue))
            aggregate.assignee = self.assignee

    def refer(self, to: Referral, where: str, note: str | None, occasion: Occasion) -> None:
        """Not ours to work on. Raises what `guards.workable` raises."""
        guards.workable(self, occasion)
        self.drop_request("Your request was referred; the ticket says where to.", occasion)
        self.tell(Ending.Referred, occasion, to=to, where=where, note=note)

    def end(self, why: End, occasion: Occasion) -> None:
        """The ticket is resolved, closed or merged away; what has ended stays so."""
        if self.ended is not None:
            return
        self.drop_request(
            f"The ticket was {why} before your request was answered; reopen it to ask again.",
            occasion,
        )
        self.tell(Ending.Ended, occasion, why=why, assignee=self.assignee, owner=self.owner)

    def resume(self, lines: Lines, occasion: Occasion, *, parted: bool = False) -> None:
        """Back to where it was, or to whoever takes over; `parted` from what it was merged into.

        A ticket that was resolved before it was merged stays so when it is parted.
        """
        if self.ended is None or parted != (self.ended == "merged"):
            return
        place, assignee = self.place, self.assignee
        if self.timeline is Timeline.LIVE:
            place = targets.place_of(targets.standing(self, lines))
            assignee = self.assignee if place == self.place else None
        where = {"line": place.line, "queue": place.queue, "policy": lines.label}
        self.tell(Ending.Resumed, occasion, **where, assignee=assignee, owner=self.owner)
