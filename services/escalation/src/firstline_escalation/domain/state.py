"""What every part of a case shares: its state, and how it tells an event."""

from typing import Any, Literal

from firstline_chassis.aggregate import Aggregate, PrivateEvent
from firstline_escalation.domain.values import Heard, Occasion, Place
from firstline_events.vocabulary import Priority, Timeline

End = Literal["resolved", "closed", "merged"]


class CaseEvent(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
    """What every event of a case says: how far intake and triage had been heard before it."""

    intake_sequence: int
    triage_sequence: int


class CaseState(Aggregate):
    """Where a case stands. `heard` is set by whoever loads it; its events give all the rest."""

    Event = CaseEvent

    def __init__(self) -> None:
        self.heard = Heard()
        self.number = ""
        self.opened_at = self.effective_at
        self.tenant = "default"
        self.origin: str | None = None
        self.reference: str | None = None
        self.language: str | None = None
        self.place = Place()
        self.been: dict[str, str | None] = {}
        """The queues where the case has been, each with its line; the last one at the end."""
        self.moves = 0
        self.by_people = False
        """Whether anybody has taken or moved it; until then the desk's rules may route it anew."""
        self.assignee: str | None = None
        self.owner: str | None = None
        self.open_request: int | None = None
        self.requested_on: set[str | None] = set()
        """The lines that have taken a request to be escalated."""
        self.major_incident = False
        self.referred = False
        self.default_priority: Priority | None = None
        self.given_up = 0
        """The last event of intake whose answer by triage is waited for no more."""
        self.ended: End | None = None

    @property
    def line(self) -> str | None:
        return self.place.line

    @property
    def queue(self) -> str | None:
        return self.place.queue

    @property
    def timeline(self) -> Timeline:
        return self.heard.timeline

    @property
    def category(self) -> str | None:
        """As intake says it now."""
        return self.heard.category

    @property
    def priority(self) -> Priority | None:
        """Triage's word; the policy's default where triage was overdue and has not spoken since."""
        return self.heard.priority or self.default_priority

    @property
    def score(self) -> int | None:
        return self.heard.score

    def go_to(self, place: Place) -> None:
        """The case is there now; for events to apply."""
        self.place = place
        if place.queue is not None:
            self.been.pop(place.queue, None)
            self.been[place.queue] = place.line

    def tell(self, event: type[CaseEvent], occasion: Occasion, **fields: Any) -> None:
        self.trigger(
            event,
            **occasion._asdict(),
            intake_sequence=self.heard.intake_sequence,
            triage_sequence=self.heard.triage_sequence,
            **fields,
        )
