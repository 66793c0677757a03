"""What people ask of suggestions and drafts, checked before it reaches the domain."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from firstline_chassis.commands import Actor, Command, Said
from firstline_events.message import Identifier, Word
from firstline_events.vocabulary import ActorKind
from firstline_kb.application.suggesting import LONGEST_TEXT

ANONYMOUS = Actor(kind=ActorKind.REQUESTER, id="anonymous")
Asked = Annotated[Said, Field(max_length=LONGEST_TEXT)]


class AcceptArticle(Command):
    """The article answers the ticket."""


class RejectArticle(Command):
    """The article does not answer the ticket."""

    reason: Annotated[Said, Field(max_length=10_000)] | None = None


class WriteDraft(Command):
    """A text before there is a ticket. It is read and forgotten: what is kept is what was found."""

    actor: Actor = ANONYMOUS
    """Who writes; nobody has to say."""
    text: Asked
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] | None = None
    """Recognised, if it isn't said."""
    category: Word | None = None
    """Articles of this category come first, if they are sure to answer."""


class SolveDraft(Command):
    """No ticket is needed: one of `article_id` and `walk` has answered."""

    actor: Actor = ANONYMOUS
    article_id: Identifier | None = None
    """The article's id, number or short name."""
    walk: UUID | None = None
    """The walk through a guided flow."""

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        if (self.article_id is None) == (self.walk is None):
            raise ValueError("say what answered: either article_id or walk")
        return self
