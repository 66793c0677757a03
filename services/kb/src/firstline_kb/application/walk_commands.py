"""What people ask of a walk, checked before it reaches the domain."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from firstline_chassis.commands import Command
from firstline_events.message import Identifier, Word

Tongue = Annotated[str, Field(max_length=64)]


class StartWalk(Command):
    """Begin a flow, in the version that counts now."""

    language: Tongue | None = None
    """`it`, or as browsers say it, `it-CH`; where the flow lacks it, its first one."""
    ticket: Identifier | None = None
    """The id of the ticket that it is walked for, or its number: it is attached to it at once."""
    draft: UUID | None = None
    """The draft of a ticket that it is walked for."""


class AnswerStep(Command):
    """Answer the step that is shown."""

    step: Word
    """The one that is answered; refused if another one is shown by now."""
    answer: Word
    """The name of one of its answers."""


class StepBack(Command):
    """Take the last answer back."""

    step: Word | None = None
    """The one that is shown; refused if another one is shown by now."""


class GiveUp(Command):
    """Leave before an end."""

    step: Word | None = None
    """The one that is shown; refused if another one is shown by now."""
