"""What people and programs ask of a ticket, checked before it reaches the domain."""

from typing import Annotated

from pydantic import Field

from firstline_chassis.commands import Command, Said
from firstline_events.message import Identifier, Word
from firstline_events.vocabulary import Level, Outcome, Status


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


class ChangeStatus(Command):
    status: Status


class ResolveTicket(Command):
    outcome: Outcome = Outcome.SOLVED
    note: Said | None = None


class CloseTicket(Command):
    pass


class ReopenTicket(Command):
    reason: Said | None = None
