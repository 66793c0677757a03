"""What people and programs ask of a ticket, checked before it reaches the domain."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, Field, field_validator, model_validator

from firstline_chassis.commands import Actor, Command, Said
from firstline_chassis.policies.contents import why_not_plain
from firstline_events.conversation import Sha256, Size
from firstline_events.message import Identifier, MessageId, Word
from firstline_events.vocabulary import ActorKind, Direction, Level, Outcome, Relation, Status

PHONE = "phone"
"""The channel of those who call; an agent who opens a ticket by it logs the contact, too."""


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    if wrong := why_not_plain(fields):
        raise ValueError(f"{wrong}; send plain JSON")
    return fields


class OpenTicket(Command):
    subject: Annotated[Said, Field(max_length=1_000)]
    body: Said | None = None
    requester: Identifier
    channel: Word = "web"
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] | None = None
    category: Word | None = None
    impact: Level | None = None
    urgency: Level | None = None
    fields: Annotated[dict[str, Any], AfterValidator(_plain)] | None = None
    """What the category's form asks for, by field."""
    draft: UUID | None = None
    """The draft at kb that it comes from, if it comes from one."""
    walk: UUID | None = None
    """The walk through a guided flow of kb that led here, if one did."""

    @property
    def by_phone(self) -> bool:
        """Whether an agent opens it for somebody who calls."""
        return self.channel == PHONE and self.actor.kind is ActorKind.AGENT

    @model_validator(mode="after")
    def _for_the_requester(self) -> Self:
        if self.by_phone and self.actor.on_behalf_of not in {None, self.requester}:
            raise ValueError("actor.on_behalf_of must be the requester who calls")
        return self


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


class LogContact(Command):
    """An agent spoke with the requester; `at` is when that began."""

    channel: Word = "phone"
    direction: Direction
    duration_seconds: Annotated[int, Field(ge=0, lt=2**31)] | None = None
    summary: Annotated[Said, Field(max_length=100_000)] | None = None
    """What the requester may read of it."""

    @field_validator("actor")
    @classmethod
    def _by_an_agent(cls, actor: Actor) -> Actor:
        if actor.kind is not ActorKind.AGENT:
            raise ValueError("must be an agent: requesters write messages")
        return actor


class AddAttachment(Command):
    """A file whose bytes are stored already."""

    name: Identifier
    media_type: Word
    size: Size
    sha256: Sha256
    visible: bool = True
    message: MessageId | None = None
