"""What kb publishes of guided flows: each walk through one, keyed by the walk.

A flow is a versioned tree of questions and steps (`kb-policy-v1`); a walk is one passage through
one version of it, by a requester or an agent, and keeps to that version.
"""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from firstline_events.message import Message, Slug, Title, Word
from firstline_events.vocabulary import Language

Version = Annotated[int, Field(ge=1)]
Place = Annotated[int, Field(ge=1)]
"""How many steps were shown up to here, this one counted: 1 is the flow's first."""


class WalkOutcome(StrEnum):
    """How a walk ended."""

    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    """The flow was walked to an end that has no answer."""
    GIVEN_UP = "given_up"
    """The walker left before an end."""


class AnsweredStep(BaseModel):
    """One step of a path, as the walker read it."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    step: Word
    """Its name in the flow."""
    text: Title
    """What it asked or told, in the language of the walk."""
    answer: Word
    """The name of the answer in the flow: of an option, or `helped`, `not_helped`."""
    label: Title
    """The answer as it was shown."""


class FlowStarted(Message):
    """Somebody begins to walk a flow, in the version that counts now; its first step is shown."""

    TYPE: ClassVar[str] = "firstline.kb.flow-started.v1"

    flow: Slug
    version: Version
    language: Language
    first_step: Word
    ticket: UUID | None = None
    """The ticket that an agent walks it for."""
    draft: UUID | None = None
    """The draft of a ticket that a requester was writing."""


class FlowAnswered(Message):
    """The step shown was answered, and the next one is shown."""

    TYPE: ClassVar[str] = "firstline.kb.flow-answered.v1"

    flow: Slug
    version: Version
    step: Word
    answer: Word
    place: Place
    """Of the step that was answered."""
    next_step: Word


class FlowRetraced(Message):
    """The walker went back: the last answer is taken back, and its step is shown again."""

    TYPE: ClassVar[str] = "firstline.kb.flow-retraced.v1"

    flow: Slug
    version: Version
    step: Word
    """The one that was shown."""
    to_step: Word
    place: Place
    """Of the step that is shown again; it is its first place, so places never grow by this."""


class FlowEnded(Message):
    """The walk is over, with the way that was taken."""

    TYPE: ClassVar[str] = "firstline.kb.flow-ended.v1"

    flow: Slug
    version: Version
    language: Language
    outcome: WalkOutcome
    step: Word
    """The last one that was shown: an end of the flow, or where it was given up."""
    place: Place
    path: tuple[AnsweredStep, ...]
    article: UUID | None = None
    """The article that the end names."""
    ticket: UUID | None = None
    draft: UUID | None = None
    by_silence: bool = False
    """Nobody answered for as long as the desk waits."""


class FlowAttached(Message):
    """The way that was taken belongs to this ticket from here on."""

    TYPE: ClassVar[str] = "firstline.kb.flow-attached.v1"

    ticket: UUID
    flow: Slug
    version: Version
    outcome: WalkOutcome | None = None
    """Null: the walk goes on."""
    path: tuple[AnsweredStep, ...]


MODELS: tuple[type[Message], ...] = (
    FlowStarted,
    FlowAnswered,
    FlowRetraced,
    FlowEnded,
    FlowAttached,
)
