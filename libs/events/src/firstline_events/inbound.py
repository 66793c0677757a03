"""What other systems publish to `inbound-ticket-v1`, keyed by their reference.

Intentions (`ticket-opened`, `message-received`) are deduplicated by the envelope's source and id.
Desks that publish states instead send `ticket-recorded` or `status-reported` with a
`source_sequence` that grows within the ticket: a later one supersedes an earlier one.
"""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from firstline_events.message import Body, Identifier, InboundMessage, Moment, Word
from firstline_events.personal import Personal
from firstline_events.vocabulary import ActorKind

SourceSequence = Annotated[int, Field(strict=True, ge=1, lt=2**63)]
Counter = Annotated[int, Field(strict=True, ge=0, lt=2**31)]
Flag = Annotated[bool, Field(strict=True)]


class TicketOpened(InboundMessage):
    """Somebody asks for help at a foreign desk. Words for impact and urgency are the desk's own."""

    TYPE: ClassVar[str] = "firstline.inbound.ticket-opened.v1"

    opened_at: Moment
    subject: Annotated[Body, Personal(subject="requester")] = ""
    body: Annotated[Body, Personal(subject="requester")] | None = None
    channel: Word | None = None
    requester: Annotated[Identifier, Personal(subject="requester")] | None = None
    language: Word | None = None
    category: Word | None = None
    impact: Word | None = None
    urgency: Word | None = None


class MessageReceived(InboundMessage):
    """A message in a ticket's conversation, written at the foreign desk."""

    TYPE: ClassVar[str] = "firstline.inbound.message-received.v1"

    sent_at: Moment
    body: Annotated[Body, Personal(subject="author")]
    author: Annotated[Identifier, Personal(subject="author")]
    author_kind: ActorKind = ActorKind.REQUESTER
    channel: Word | None = None
    auto_submitted: Word | None = None
    """The header of that name (RFC 3834), where it is a mail: whether nobody wrote it."""


class StatusReported(InboundMessage):
    """The ticket's status in the foreign desk's own word, as of `at`."""

    TYPE: ClassVar[str] = "firstline.inbound.status-reported.v1"

    source_sequence: SourceSequence
    at: Moment
    status: Word


class Resolution(BaseModel):
    """What a desk itself says of a resolution; it never moves a status interval."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    resolved_at: Moment | None = None
    code: Word | None = None


class TicketRecorded(InboundMessage):
    """A foreign desk's record as it stood at one moment; absent words are unknown there."""

    TYPE: ClassVar[str] = "firstline.inbound.ticket-recorded.v1"

    source_sequence: SourceSequence
    at: Moment
    opened_at: Moment
    status: Word
    impact: Word | None = None
    urgency: Word | None = None
    priority: Word | None = None
    queue: Word | None = None
    assignee: Annotated[Word, Personal(subject="assignee")] | None = None
    category: Word | None = None
    channel: Word | None = None
    requester: Annotated[Identifier, Personal(subject="requester")] | None = None
    reopen_count: Counter | None = None
    reassignment_count: Counter | None = None
    made_sla: Flag | None = None
    problem: Word | None = None
    resolution: Resolution | None = None
    extras: Annotated[
        dict[Word, Body], Field(default_factory=dict, max_length=64), Personal(subject="requester")
    ]
    """What else the desk records, by its own field names; free text, so it may be personal."""


class TicketObserved(InboundMessage):
    """The ticket is still as it was, as of `at`."""

    TYPE: ClassVar[str] = "firstline.inbound.ticket-observed.v1"

    at: Moment


MODELS: tuple[type[InboundMessage], ...] = (
    TicketOpened,
    MessageReceived,
    StatusReported,
    TicketRecorded,
    TicketObserved,
)
