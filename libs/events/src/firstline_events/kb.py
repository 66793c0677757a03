"""What kb publishes: articles and what happens to them, keyed by the article.

An article has a text in each of its languages, and each text has versions, counted from 1 in its
language: every edit is a new one, and none is ever changed.
"""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from firstline_events import policy, searches, suggestions, walks
from firstline_events.message import (
    Body,
    Identifier,
    Markdown,
    Message,
    Slug,
    Summary,
    Title,
    Word,
)
from firstline_events.personal import Personal
from firstline_events.vocabulary import Language

Count = Annotated[int, Field(ge=1)]
Owner = Annotated[Identifier, Personal(subject="owner")]
Note = Annotated[Body, Personal(subject="actor")]
Tags = tuple[Word, ...]


class OfText(Message):
    """What every event about one version of one text says."""

    language: Language
    version: Count


class Written(OfText):
    """A version, whole. Title and summary are plain text, the body is Markdown."""

    title: Title
    summary: Summary
    body: Markdown


class Replacement(BaseModel):
    """An article by each of its names."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    id: UUID
    number: Word
    slug: Slug


class ArticleDrafted(Written):
    """An article begins, with version 1 of the text in its first language; nobody reads it yet."""

    TYPE: ClassVar[str] = "firstline.kb.article-drafted.v1"

    number: Word
    """Its name for people: `KB-000012`."""
    slug: Slug
    """Its name in addresses; it stays."""
    owner: Owner
    """Who answers for it, and is reminded of its review."""
    category: Word | None = None
    tags: Tags = ()
    review_on: date | None = None
    """The day by which somebody looks whether it still holds."""


class ArticleEdited(Written):
    """The next version of a text, or the first one in another language; what is public stays so."""

    TYPE: ClassVar[str] = "firstline.kb.article-edited.v1"

    note: Note | None = None
    """What was changed, and why."""


class ArticleReviewed(OfText):
    """Somebody else than its editor has read the version and finds it right."""

    TYPE: ClassVar[str] = "firstline.kb.article-reviewed.v1"

    note: Note | None = None


class ArticlePublished(Written):
    """The public reads this version from here on; whoever keeps only public texts needs no more."""

    TYPE: ClassVar[str] = "firstline.kb.article-published.v1"

    number: Word
    slug: Slug
    category: Word | None = None
    tags: Tags = ()
    previous_version: Count | None = None
    """The version that was public until now."""


class ArticleSentBack(OfText):
    """Somebody else has read the version and wants it changed first; it is a draft."""

    TYPE: ClassVar[str] = "firstline.kb.article-sent-back.v1"

    note: Note


class ArticleRetired(Message):
    """Nobody is to read these texts any more, until one of them is published again."""

    TYPE: ClassVar[str] = "firstline.kb.article-retired.v1"

    languages: tuple[Language, ...]
    reason: Note | None = None
    replaced_by: Replacement | None = None
    """The article to read in its place."""


class ArticleClassified(Message):
    """What the article is about, anew and whole."""

    TYPE: ClassVar[str] = "firstline.kb.article-classified.v1"

    category: Word | None
    tags: Tags


class ArticleOwnerChanged(Message):
    """Somebody else answers for the article."""

    TYPE: ClassVar[str] = "firstline.kb.article-owner-changed.v1"

    owner: Owner
    previous_owner: Annotated[Identifier, Personal(subject="previous_owner")]


class ArticleReviewScheduled(Message):
    """By that day somebody looks whether the article still holds; null: nobody has to."""

    TYPE: ClassVar[str] = "firstline.kb.article-review-scheduled.v1"

    review_on: date | None


class ArticleLinked(Message):
    """The article is about what this ticket asks."""

    TYPE: ClassVar[str] = "firstline.kb.article-linked.v1"

    ticket: UUID


class ArticleUnlinked(Message):
    """It is not about that ticket."""

    TYPE: ClassVar[str] = "firstline.kb.article-unlinked.v1"

    ticket: UUID


ARTICLE_MODELS: tuple[type[Message], ...] = (
    ArticleDrafted,
    ArticleEdited,
    ArticleReviewed,
    ArticleSentBack,
    ArticlePublished,
    ArticleRetired,
    ArticleClassified,
    ArticleOwnerChanged,
    ArticleReviewScheduled,
    ArticleLinked,
    ArticleUnlinked,
)
MODELS: tuple[type[Message], ...] = (
    *ARTICLE_MODELS,
    *searches.MODELS,
    *suggestions.MODELS,
    *walks.MODELS,
    *policy.KB_MODELS,
)
