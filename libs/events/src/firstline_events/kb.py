"""What kb publishes: articles and what happens to them, keyed by the article.

An article has a text in each of its languages, and each text has versions, counted from 1 in its
language: every edit is a new one, and none is ever changed.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from firstline_events import searches
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


ARTICLE_MODELS: tuple[type[Message], ...] = (ArticleDrafted, ArticleReviewed, ArticlePublished)
MODELS: tuple[type[Message], ...] = (*ARTICLE_MODELS, *searches.MODELS)
