"""What intake publishes: the life of a ticket, its requesters, and a receipt per inbound record.

`ticket_id` is the aggregate (the envelope's subject); times of the events are in the envelope.
Where a foreign desk is behind the ticket, its own words stand beside ours in `source_…` fields.
"""

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firstline_events import conversation, policy, relations
from firstline_events.message import Body, Identifier, Message, MessageId, Moment, Word
from firstline_events.personal import Personal
from firstline_events.vocabulary import (
    ActorKind,
    Level,
    Outcome,
    ReceiptOutcome,
    Status,
    Timeline,
)

FormValue = Body | bool | int
"""What a field of a form holds: a text (a date, a choice), a yes or no, a whole number."""


class TicketOpened(Message):
    """A ticket exists. Triage answers it only where no classification follows."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-opened.v1"

    number: Word
    timeline: Timeline
    opened_at: Moment
    status: Literal[Status.NEW] = Status.NEW
    source_status: Word | None = None
    """The foreign word that is implied until the desk's first own statement."""
    classification_follows: bool
    channel: Word | None = None
    requester_id: UUID | None = None
    language: Word | None = None
    subject: Annotated[Body, Personal(subject="requester_id")] | None = None
    form: Word | None = None
    """The version of the forms that `fields` was checked by: `forms@2`."""
    fields: Annotated[dict[str, FormValue], Personal(subject="requester_id")] | None = None
    """What the category's form asked for, by field."""
    message_follows: bool = False
    """The requester's first message comes with it: its text is part of what was asked."""
    draft: UUID | None = None
    """The draft that kb kept until now (`kb-suggestion-v1`), as whoever opened the ticket says."""
    walk: UUID | None = None
    """The walk through a guided flow that led here (`kb-flow-v1`), as whoever opened it says."""


class MessageAdded(Message):
    """Somebody wrote in the ticket's conversation; the requester sees it only if `visible`.

    The body of an internal note is empty here: other systems read this topic, and need only know
    that a note exists.
    """

    TYPE: ClassVar[str] = "firstline.intake.message-added.v1"

    message_id: MessageId
    author_kind: ActorKind
    author: Annotated[Identifier, Personal(subject="author")]
    visible: bool
    channel: Word | None = None
    body: Annotated[Body, Personal(subject="author")]
    courtesy: bool = False
    """A requester's thanks, or a machine's answer: it asks for nothing and starts no clock."""


class TicketClassified(Message):
    """Category, impact and urgency as they stand now; `changed` names those that moved."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-classified.v1"

    changed: tuple[Literal["category", "impact", "urgency"], ...]
    category: Word | None = None
    impact: Level | None = None
    urgency: Level | None = None
    source_impact: Word | None = None
    source_urgency: Word | None = None
    opened_at: Moment
    """Repeated here so that triage can settle ties by age without another event."""


class StatusEvent(Message):
    """What every transition says: from, to, and both in the source's words where it has some.

    `previous_source_status` is null when the desk had made no statement of its own before.
    """

    status: Status
    source_status: Word | None = None
    previous_status: Status
    previous_source_status: Word | None = None


class TicketStatusChanged(StatusEvent):
    """Any transition but resolving, closing and reopening; also of the source's word alone."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-status-changed.v1"


class TicketResolved(StatusEvent):
    """The ticket counts as solved until somebody objects."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-resolved.v1"

    outcome: Outcome
    note: Annotated[Body, Personal(subject="ticket")] | None = None


class SourceStatement(BaseModel):
    """What the source itself says of the resolution; serves `by_source` times only."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    resolved_at: Moment | None = None
    code: Word | None = None


class TicketClosed(StatusEvent):
    """The ticket is over."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-closed.v1"

    statement: SourceStatement | None = None
    policy: Word | None = None
    """The version of the windows by which it closed by itself: `windows@1`."""
    late: bool = False
    """It closed by itself although intake had not read everything that came before."""


class TicketReopened(StatusEvent):
    """A resolved or closed ticket is worked on again, in the status reached."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-reopened.v1"

    reason: Annotated[Body, Personal(subject="ticket")] | None = None


class AssignmentReported(Message):
    """The source's queue and assignee as they stand now; `changed` names those that moved."""

    TYPE: ClassVar[str] = "firstline.intake.assignment-reported.v1"

    changed: tuple[Literal["queue", "assignee"], ...]
    queue: Word | None = None
    assignee: Annotated[Word, Personal(subject="assignee")] | None = None


SourceField = Literal[
    "priority",
    "reopen_count",
    "reassignment_count",
    "made_sla",
    "problem",
    "channel",
    "requester_id",
]


class SourceFieldsReported(Message):
    """The source's own figures as they stand now; `changed` names those that moved."""

    TYPE: ClassVar[str] = "firstline.intake.source-fields-reported.v1"

    changed: tuple[SourceField, ...]
    priority: Word | None = None
    reopen_count: int | None = None
    reassignment_count: int | None = None
    made_sla: bool | None = None
    problem: Word | None = None
    channel: Word | None = None
    requester_id: UUID | None = None


class TicketObserved(Message):
    """The ticket was still as it was, as of `observed_at`."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-observed.v1"

    observed_at: Moment


class RequesterRegistered(Message):
    """A person who asks for help is known from here on."""

    TYPE: ClassVar[str] = "firstline.intake.requester-registered.v1"

    name: Annotated[Identifier, Personal(subject="requester_id")]
    requester_id: UUID


class ReceiptIssued(Message):
    """What became of one inbound record. Its position is always given, the rest where readable.

    An event that came over HTTP never was in a topic: its `topic` is `http`, its partition 0, and
    its offset the number under which intake took it in. So a position names one event anyway.
    """

    TYPE: ClassVar[str] = "firstline.intake.receipt-issued.v1"

    outcome: ReceiptOutcome
    topic: str
    """Where the record was read, or `http`."""
    partition: int
    offset: int
    event_source: str | None = None
    event_id: str | None = None
    event_type: str | None = None
    ticket_id: UUID | None = None
    events: int = 0
    """How many events the record made in the store."""
    code: str | None = None
    reason: str | None = None


TICKET_MODELS: tuple[type[Message], ...] = (
    TicketOpened,
    MessageAdded,
    TicketClassified,
    TicketStatusChanged,
    TicketResolved,
    TicketClosed,
    TicketReopened,
    AssignmentReported,
    SourceFieldsReported,
    TicketObserved,
    *conversation.MODELS,
    *relations.MODELS,
)
MODELS: tuple[type[Message], ...] = (
    *TICKET_MODELS,
    *conversation.NOTE_MODELS,
    RequesterRegistered,
    ReceiptIssued,
    *policy.INTAKE_MODELS,
)
