"""The ticket: conversation, status, and what its source says of it."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import RESTING, ActorKind, Outcome, Status, Timeline
from firstline_intake.domain import guards
from firstline_intake.domain.attaching import Attaching
from firstline_intake.domain.contacting import Contacting
from firstline_intake.domain.core import authorship
from firstline_intake.domain.courtesy import is_courtesy
from firstline_intake.domain.linking import Linking
from firstline_intake.domain.living import Living
from firstline_intake.domain.merging import Merging
from firstline_intake.domain.rating import Rating
from firstline_intake.domain.requesting import Requesting
from firstline_intake.domain.values import (
    Assignment,
    Author,
    Classification,
    Occasion,
    Opening,
    Snapshot,
    SourceFields,
    Standing,
    Statement,
    changes,
)

CLASSIFIED = ("category", "impact", "urgency")
ASSIGNED = ("queue", "assignee")
REPORTED = SourceFields.__struct_fields__


class Moved(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
    """Any transition: where the ticket stands now, and where it stood."""

    status: Status
    previous_status: Status
    source_status: str | None = None
    previous_source_status: str | None = None

    def apply(self, aggregate: "Ticket") -> None:
        aggregate.standing = Standing(self.status, self.source_status)


class Ticket(Attaching, Contacting, Rating, Linking, Merging, Requesting, Living):
    """One request for help, from its opening to its close."""

    Event = PrivateEvent

    class Opened(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.opened"
        number: str
        timeline: Timeline
        opened_at: datetime
        classification_follows: bool
        source_status: str | None = None
        channel: str | None = None
        requester_id: UUID | None = None
        language: str | None = None
        subject: str | None = None
        form: str | None = None
        fields: dict[str, str | bool | int] | None = None
        message_follows: bool = False
        draft: UUID | None = None
        walk: UUID | None = None

        def apply(self, aggregate: "Ticket") -> None:
            aggregate.number, aggregate.timeline = self.number, self.timeline
            aggregate.opened_at = self.opened_at
            aggregate.standing = Standing(Status.NEW, self.source_status)
            aggregate.fields = SourceFields(channel=self.channel, requester_id=self.requester_id)

    class MessageAdded(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.message-added"
        message_id: str
        author_kind: ActorKind
        author: str
        visible: bool
        body: str
        channel: str | None = None
        courtesy: bool = False

        def apply(self, aggregate: "Ticket") -> None:
            aggregate.said[self.message_id] = self.visible
            aggregate.answered |= self.visible and self.author_kind is ActorKind.AGENT

    class Classified(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.classified"
        changed: list[str]
        now: Classification
        opened_at: datetime

        def apply(self, aggregate: "Ticket") -> None:
            aggregate.classification = self.now

    class StatusChanged(Moved, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.status-changed"

    class Resolved(Moved, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.resolved"
        outcome: Outcome
        note: str | None = None

        def apply(self, aggregate: "Ticket") -> None:
            Moved.apply(self, aggregate)
            aggregate.count_resolution(self.timestamp)

    class Closed(Moved, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.closed"
        statement: Statement | None = None
        policy: str | None = None
        late: bool = False

    class Reopened(Moved, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.reopened"
        reason: str | None = None

        def apply(self, aggregate: "Ticket") -> None:
            Moved.apply(self, aggregate)
            aggregate.resolution_stands = False

    class AssignmentReported(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.assignment-reported"
        changed: list[str]
        now: Assignment

        def apply(self, aggregate: "Ticket") -> None:
            aggregate.assignment = self.now

    class SourceFieldsReported(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.source-fields-reported"
        changed: list[str]
        now: SourceFields

        def apply(self, aggregate: "Ticket") -> None:
            aggregate.fields = self.now

    class Observed(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.observed"
        observed_at: datetime

    def __init__(self) -> None:
        self.start_core()
        self.start_attaching()
        self.classification = Classification()
        self.assignment = Assignment()
        self.fields = SourceFields()
        self.begin_linking()
        self.begin_merging()
        self.begin_requesting()
        self.begin_rating()

    def open(self, opening: Opening, occasion: Occasion) -> None:
        """Begin the ticket's life at `opened_at`. Raises TicketAlreadyOpened."""
        guards.not_opened(self.exists)
        self.tell(Ticket.Opened, occasion._replace(at=opening.opened_at), **opening._asdict())

    def record(self, snapshot: Snapshot, occasion: Occasion, *, first: bool = False) -> None:
        """Tell what changed since the source's record before; `first` when it opened the ticket."""
        self.classify(snapshot.classification, occasion)
        self.report_status(snapshot.standing, occasion, snapshot.statement, first=first)
        self._report(Ticket.AssignmentReported, ASSIGNED, snapshot.assignment, occasion)
        self._report(Ticket.SourceFieldsReported, REPORTED, snapshot.fields, occasion)

    def classify(self, now: Classification, occasion: Occasion) -> None:
        changed = changes(self.classification, now, CLASSIFIED)
        if changed:
            known = {"changed": changed, "now": now, "opened_at": self.opened_at}
            self.tell(Ticket.Classified, occasion, **known)

    def report_status(
        self,
        standing: Standing,
        occasion: Occasion,
        statement: Statement | None = None,
        *,
        first: bool = False,
    ) -> None:
        """Take the source's word as the fact that it is: a foreign state is never refused."""
        if standing == self.standing:
            return
        before = None if first else self.standing.source_status
        was, now = self.status, standing.status
        if now is Status.CLOSED and was is not Status.CLOSED:
            self._move(Ticket.Closed, standing, occasion, before, statement=statement)
        elif now is Status.RESOLVED and was is not Status.RESOLVED:
            self._move(Ticket.Resolved, standing, occasion, before, outcome=Outcome.UNKNOWN)
        elif was in RESTING and now not in RESTING and now is not Status.UNKNOWN:
            self._move(Ticket.Reopened, standing, occasion, before)
        else:
            self._move(Ticket.StatusChanged, standing, occasion, before)

    def observe(self, occasion: Occasion) -> None:
        self.tell(Ticket.Observed, occasion, observed_at=occasion.at)

    def add_message(
        self,
        message_id: str,
        author: Author,
        body: str,
        occasion: Occasion,
        *,
        visible: bool = True,
        channel: str | None = None,
        auto_submitted: str | None = None,
    ) -> None:
        """Add to the conversation; a requester's reply reopens what was resolved, thanks do not.

        Raises TicketAlreadyClosed for a visible message on the live timeline, thanks apart.
        """
        replied = visible and author.kind is ActorKind.REQUESTER
        courtesy = replied and is_courtesy(body, auto_submitted)
        if self.timeline is Timeline.LIVE and visible and not courtesy:
            guards.not_closed(self.status)
        said = {"message_id": message_id, "body": body, "visible": visible, "channel": channel}
        self.tell(Ticket.MessageAdded, occasion, **authorship(author), **said, courtesy=courtesy)
        is_live = self.timeline is Timeline.LIVE
        if replied and is_live and not courtesy and self.status is Status.RESOLVED:
            before = self.standing.source_status
            self._move(Ticket.Reopened, Standing(Status.OPEN), occasion, before)

    def change_status(self, to: Status, occasion: Occasion) -> None:
        """Raises StatusNotForPeople, TicketAlreadyResolved or …Closed, StatusUnchanged."""
        guards.workable(to)
        guards.not_resting(self.status)
        guards.another(self.status, to)
        self.go_live(occasion)
        self._move(Ticket.StatusChanged, Standing(to), occasion, self.standing.source_status)

    def resolve(self, outcome: Outcome, note: str | None, occasion: Occasion) -> None:
        """Raises TicketAlreadyResolved or TicketAlreadyClosed."""
        guards.not_resting(self.status)
        self.go_live(occasion)
        standing = Standing(Status.RESOLVED)
        before = self.standing.source_status
        self._move(Ticket.Resolved, standing, occasion, before, outcome=outcome, note=note)

    def close(self, occasion: Occasion, *, policy: str | None = None, late: bool = False) -> None:
        """With a `policy` it closes by itself, by its window. Raises TicketAlreadyClosed."""
        guards.not_closed(self.status)
        self.go_live(occasion)
        before, by_itself = self.standing.source_status, {"policy": policy, "late": late}
        self._move(Ticket.Closed, Standing(Status.CLOSED), occasion, before, **by_itself)

    def reopen(self, reason: str | None, occasion: Occasion) -> None:
        """Raises TicketNotResolved."""
        guards.resting(self.status)
        self.go_live(occasion)
        before = self.standing.source_status
        self._move(Ticket.Reopened, Standing(Status.OPEN), occasion, before, reason=reason)

    def _move(
        self,
        kind: type[Moved],
        to: Standing,
        occasion: Occasion,
        before: str | None,
        **fields: Any,
    ) -> None:
        came = {"previous_status": self.status, "previous_source_status": before}
        self.tell(kind, occasion, **to._asdict(), **came, **fields)

    def _report(
        self, kind: type[PrivateEvent], names: tuple[str, ...], now: Any, occasion: Occasion
    ) -> None:
        before = self.assignment if kind is Ticket.AssignmentReported else self.fields
        changed = changes(before, now, names) if before != now else []
        if changed:
            self.tell(kind, occasion, changed=changed, now=now)
