"""What kb publishes of suggestions: articles that may answer a ticket, or the draft of one.

Keyed by the ticket, or by the draft while there is no ticket; `about` says which.
"""

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from firstline_events.message import Body, Message, Slug, Title, Word
from firstline_events.personal import Personal
from firstline_events.vocabulary import Language

Version = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Words = Annotated[tuple[Word, ...], Field(max_length=8)]
"""The stems that say most about a text, the rarest first: derived, so that texts stay private."""


class About(StrEnum):
    """What the articles are suggested for."""

    TICKET = "ticket"
    DRAFT = "draft"


class AnsweredBy(StrEnum):
    """What ended a draft."""

    ARTICLE = "article"
    FLOW = "flow"


class SuggestedArticle(BaseModel):
    """An article that may answer, in the version that was public then."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    article_id: UUID
    number: Word
    slug: Slug
    language: Language
    title: Title
    score: float
    """Only for comparing the articles of one suggestion."""


class ArticlesSuggested(Message):
    """The text was compared with every published article; none is named where none is sure.

    Once for a ticket that is opened on the live timeline with a text; for a draft anew whenever
    its text has changed.
    """

    TYPE: ClassVar[str] = "firstline.kb.articles-suggested.v1"

    about: About
    language: Language
    """The one that was said, or recognised."""
    answered_in: Language
    articles: tuple[SuggestedArticle, ...]
    """The best first; empty: unsure."""
    share: Share
    """How much of the text's weight the best article holds, whether it is named or not."""
    lead: float | None
    """Its score over the second one's; null: there was no second one."""
    rule: Word
    """By which it was decided whether to name any: `confident@2`."""
    words: Words = ()


class SuggestionAccepted(Message):
    """Somebody finds that this article answers the ticket, suggested or found otherwise."""

    TYPE: ClassVar[str] = "firstline.kb.suggestion-accepted.v1"

    article_id: UUID
    suggested: bool
    """Whether it was among those suggested."""


class SuggestionRejected(Message):
    """Somebody finds that this article does not answer it."""

    TYPE: ClassVar[str] = "firstline.kb.suggestion-rejected.v1"

    article_id: UUID
    reason: Annotated[Body, Personal(subject="actor")] | None = None


class DraftDeflected(Message):
    """An article or a guided flow answered, and no ticket was opened: the draft is over."""

    TYPE: ClassVar[str] = "firstline.kb.draft-deflected.v1"

    answered_by: AnsweredBy
    article_id: UUID | None = None
    walk: UUID | None = None


class DraftOpened(Message):
    """A ticket was opened from the draft, which is over."""

    TYPE: ClassVar[str] = "firstline.kb.draft-opened.v1"

    ticket: UUID


class TicketSolvedByArticle(Message):
    """The ticket was resolved as solved while this article stood accepted as its answer."""

    TYPE: ClassVar[str] = "firstline.kb.ticket-solved-by-article.v1"

    article_id: UUID


class SolutionWithdrawn(Message):
    """The ticket was reopened: the article had not solved it."""

    TYPE: ClassVar[str] = "firstline.kb.solution-withdrawn.v1"

    article_id: UUID


MODELS: tuple[type[Message], ...] = (
    ArticlesSuggested,
    SuggestionAccepted,
    SuggestionRejected,
    DraftDeflected,
    DraftOpened,
    TicketSolvedByArticle,
    SolutionWithdrawn,
)
