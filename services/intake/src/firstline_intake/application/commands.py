"""What people and programs ask of a ticket, checked before it reaches the domain."""

from typing import Annotated

from pydantic import Field, field_validator

from firstline_chassis.commands import Actor, Command, Said
from firstline_events.conversation import Sha256, Size
from firstline_events.message import Identifier, MessageId, Word
from firstline_events.vocabulary import ActorKind, Level, Outcome, Relation, Status


class OpenTicket(Command):
    subject: Annotated[Said, Field(max_length=1_000)]
    body: Said | None = None
    requester: Identifier
    channel: Word = "web"
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] | None = None
    category: Word | None = None
    impact: Level | None = None
    urgency: Level | None = None


class AddMessage(Command):
    body: Said
    visible: bool = True
    channel: Word | None = None
    auto_submitted: Word | None = None
    """The header of that name (RFC 3834), where it is a mail: whether nobody wrote it."""


class ChangeStatus(Command):
    status: Status


class ResolveTicket(Command):
    outcome: Outcome = Outcome.SOLVED
    note: Said | None = None


class CloseTicket(Command):
    pass


class ReopenTicket(Command):
    reason: Said | None = None


class AddNote(Command):
    """An internal note: a message that the requester never sees."""

    body: Said

    @field_validator("actor")
    @classmethod
    def _of_the_desk(cls, actor: Actor) -> Actor:
        if actor.kind is ActorKind.REQUESTER:
            raise ValueError("must be an agent or a system: requesters write messages")
        return actor


class RequestEscalation(Command):
    """The requester, or somebody on their behalf, asks that the next line takes over."""

    reason: Annotated[Said, Field(max_length=100_000)]

    @field_validator("actor")
    @classmethod
    def _for_the_requester(cls, actor: Actor) -> Actor:
        if actor.kind is not ActorKind.REQUESTER and actor.on_behalf_of is None:
            raise ValueError("must be the requester, or say on_behalf_of: agents escalate the case")
        return actor


class MergeTicket(Command):
    into: Identifier
    """Id, number or reference of the ticket that answers for this one from now on."""


class UnmergeTicket(Command):
    pass


class LinkTicket(Command):
    other: Identifier
    """Id, number or reference."""
    relation: Relation = Relation.RELATES_TO


class SplitTicket(Command):
    """What belongs elsewhere becomes a ticket of its own, which refers to these messages."""

    subject: Annotated[Said, Field(max_length=1_000)]
    messages: Annotated[list[MessageId], Field(min_length=1, max_length=200)]
    category: Word | None = None
    impact: Level | None = None
    urgency: Level | None = None


class AddAttachment(Command):
    """A file whose bytes are stored already."""

    name: Identifier
    media_type: Word
    size: Size
    sha256: Sha256
    visible: bool = True
    message: MessageId | None = None
