"""What intake publishes of a conversation beside its messages: notes, calls, files, ratings.

`ticket_id` is the aggregate (the envelope's subject), as in `firstline_events.intake`.
"""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from firstline_events.message import Body, Identifier, Message, MessageId, Word
from firstline_events.personal import Personal
from firstline_events.vocabulary import ActorKind, Direction

Size = Annotated[int, Field(ge=0, lt=2**63)]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Cycle = Annotated[int, Field(ge=1)]
"""Counts the resolutions of a ticket, from 1."""
Stars = Annotated[int, Field(ge=1, le=5)]


class NoteWritten(Message):
    """The text of an internal note. Travels on `intake-note-v1` alone.

    The ticket's own topic says that the note exists, as a `MessageAdded` that isn't visible, with
    the same id and the same sequence.
    """

    TYPE: ClassVar[str] = "firstline.intake.note-written.v1"

    message_id: MessageId
    author_kind: ActorKind
    author: Annotated[Identifier, Personal(subject="author")]
    body: Annotated[Body, Personal(subject="author")]


class ContactLogged(Message):
    """Somebody spoke with the requester; an agent wrote it down.

    The envelope's `time` is when the contact began. A contact is a visible answer by a human: it
    stops the clocks that a visible message stops.
    """

    TYPE: ClassVar[str] = "firstline.intake.contact-logged.v1"

    contact_id: MessageId
    channel: Word
    direction: Direction
    agent: Annotated[Identifier, Personal(subject="agent")]
    duration_seconds: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    summary: Annotated[Body, Personal(subject="ticket")] | None = None
    """What the requester may read of it."""


class AttachmentAdded(Message):
    """A file belongs to the ticket; its bytes are in the object store, under their digest."""

    TYPE: ClassVar[str] = "firstline.intake.attachment-added.v1"

    attachment_id: UUID
    message_id: MessageId | None = None
    """The message that it belongs to, if it belongs to one."""
    name: Annotated[Identifier, Personal(subject="author")]
    media_type: Word
    size: Size
    """In bytes."""
    sha256: Sha256
    author_kind: ActorKind
    author: Annotated[Identifier, Personal(subject="author")]
    visible: bool


class EscalationRequested(Message):
    """The requester asks that the next line takes over; escalation accepts or declines."""

    TYPE: ClassVar[str] = "firstline.intake.escalation-requested.v1"

    request: Annotated[int, Field(ge=1)]
    """Counts the ticket's requests, from 1."""
    reason: Annotated[Body, Personal(subject="ticket")]
    line: Word | None = None
    """The line that the case was on, as far as intake knew."""


class TicketRated(Message):
    """The requester said how content they are with one resolution; 5 is best."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-rated.v1"

    cycle: Cycle
    stars: Stars
    comment: Annotated[Body, Personal(subject="ticket")] | None = None


MODELS: tuple[type[Message], ...] = (
    ContactLogged,
    AttachmentAdded,
    EscalationRequested,
    TicketRated,
)
NOTE_MODELS: tuple[type[Message], ...] = (NoteWritten,)
