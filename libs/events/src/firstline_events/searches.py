"""What kb publishes of searches: what was asked, what was found, what was opened.

A search is no aggregate: it is told once, as number 1 of its own subject, and each article that was
opened from it is the next number. Nobody logs in to search, so nobody is named.
"""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field, StringConstraints

from firstline_events.message import Message, Word
from firstline_events.personal import Personal
from firstline_events.suggestions import Words
from firstline_events.vocabulary import Language

Hits = Annotated[int, Field(ge=0)]
Place = Annotated[int, Field(ge=1)]
Query = Annotated[
    str,
    StringConstraints(min_length=1, max_length=1_000, pattern="^[^\\u0000]*$"),
    Personal(subject="searcher"),
]


class SearchMade(Message):
    """Somebody searched the published articles. Further pages of the same answer are not told."""

    TYPE: ClassVar[str] = "firstline.kb.search-made.v1"

    query: Query
    """As it was typed; people write names and numbers into it."""
    language: Language
    """The one asked for, or recognised."""
    answered_in: Language
    """Another one where nothing in `language` answered."""
    category: Word | None = None
    tag: Word | None = None
    hits: Hits
    """How many articles answered; 0: a gap, or words that nobody writes."""
    articles: tuple[UUID, ...] = ()
    """Those that were shown first, the best first."""
    confident: bool | None = None
    """Whether the best is likely to answer: any shared word makes a hit. Null: not judged."""
    words: Words = ()


class FoundArticleOpened(Message):
    """An article was opened from what a search found."""

    TYPE: ClassVar[str] = "firstline.kb.found-article-opened.v1"

    article_id: UUID
    place: Place | None = None
    """Its place among those shown first, from 1; null: it stood on a further page."""


MODELS: tuple[type[Message], ...] = (SearchMade, FoundArticleOpened)
