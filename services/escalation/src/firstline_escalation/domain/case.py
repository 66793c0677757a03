"""The case of a ticket: who works on it, and every hand-over."""

from datetime import datetime
from typing import ClassVar

from firstline_chassis.aggregate import PrivateEvent
from firstline_escalation.domain.ending import Ending
from firstline_escalation.domain.following import Following
from firstline_escalation.domain.holding import Holding
from firstline_escalation.domain.incident import MajorIncident
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.moving import Moving
from firstline_escalation.domain.state import CaseEvent, CaseState
from firstline_escalation.domain.values import Occasion, Opening, Place
from firstline_events.vocabulary import Timeline

_FOLLOWS = "imported: it follows its source until it goes live"


class Case(Moving, Holding, Ending, MajorIncident, Following):
    """Its id is the ticket's."""

    Event = CaseEvent

    class Opened(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.opened"
        number: str
        timeline: Timeline
        opened_at: datetime
        policy: str
        reason: str
        line: str | None = None
        queue: str | None = None
        language: str | None = None
        category: str | None = None

        def apply(self, aggregate: CaseState) -> None:
            aggregate.number, aggregate.opened_at = self.number, self.opened_at
            aggregate.tenant, aggregate.origin = self.by.tenant, self.by.origin
            aggregate.reference, aggregate.language = self.by.reference, self.language
            aggregate.go_to(Place(self.line, self.queue))

    def open(self, opening: Opening, lines: Lines, occasion: Occasion) -> None:
        """Begin: in the queue of the lowest line for such a request, or behind its source."""
        if self.exists:
            return
        place, reason = Place(), _FOLLOWS
        if opening.timeline is Timeline.LIVE:
            line, queue, reason = lines.route(lines.entry, opening.category, opening.language)
            place = Place(line, queue)
        said = {**opening._asdict(), **place._asdict(), "policy": lines.label, "reason": reason}
        self.tell(Case.Opened, occasion, **said)


EVENTS: tuple[type[PrivateEvent], ...] = (
    Case.Opened,
    Case.Routed,
    Case.Assigned,
    Case.Released,
    Case.Escalated,
    Case.HandedBack,
    Case.RequestTaken,
    Case.RequestDeclined,
    Case.Referred,
    Case.Declared,
    Case.Lifted,
    Case.Overdue,
    Case.SourceFollowed,
    Case.Ended,
    Case.Resumed,
)
"""What the store may hold of cases."""
