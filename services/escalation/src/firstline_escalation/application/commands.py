"""What people and programs ask of a case, checked before it reaches the domain."""

from typing import Annotated

from pydantic import Field

from firstline_chassis.commands import Command, Said
from firstline_events.message import Body, Identifier, Word
from firstline_events.vocabulary import Referral

Request = Annotated[int, Field(ge=1, lt=2**31)]


class TakeCase(Command):
    """The actor has it from here on."""


class AssignCase(Command):
    assignee: Identifier


class ReleaseCase(Command):
    reason: Said | None = None


class EscalateCase(Command):
    findings: Body | None = None
    """Required: what was found and tried."""
    line: Word | None = None
    """The next one, if it isn't said."""
    request: Request | None = None
    """The requester's request that this accepts; an open one is accepted in any case."""
    reply: Said | None = None
    """What the requester is told then."""


class HandBackCase(Command):
    note: Body | None = None
    """Required: why it goes back, and what is to be done."""
    line: Word | None = None
    """The next one below, if it isn't said."""


class DeclineRequest(Command):
    request: Request
    reply: Body | None = None
    """Required: why the line keeps the case; the requester reads it."""


class ReferCase(Command):
    to: Referral
    where: Said
    """The course, the department or the vendor, and how to reach it; the requester reads it."""
    note: Said | None = None


class DeclareMajorIncident(Command):
    reason: Said


class LiftMajorIncident(Command):
    reason: Said


class MoveCase(Command):
    queue: Word
    reason: Said
