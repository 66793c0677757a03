"""What a search asks and what it answers, whoever carries it out."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

LANGUAGES = ("en", "it", "es", "el")
"""The languages that articles are written in, in the order in which they stand in for another."""
LONGEST_QUERY = 1_000
"""Characters of a query that a person types; suggestions read longer texts."""


class PublicText(NamedTuple):
    """One published article in one language, as a reader sees it: plain text, no markup."""

    article_id: str
    language: str
    number: str
    slug: str
    title: str
    text: str
    category: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A query with its filters. Without a language: the one that knows most of its words."""

    text: str
    language: str | None = None
    category: str | None = None
    tag: str | None = None
    offset: int = 0
    limit: int = 10


class Hit(NamedTuple):
    """An article that answers. Title and snippet are HTML: escaped, with `<mark>` alone in it."""

    article_id: str
    language: str
    number: str
    slug: str
    title: str
    title_html: str
    snippet_html: str
    category: str | None
    tags: tuple[str, ...]
    score: float


class Sureness(NamedTuple):
    """Whether the best article is likely to answer, and by what that is judged."""

    share: float
    lead: float | None
    is_enough: bool
    words: tuple[str, ...]
    """The stems that say most about the question, the rarest first."""


@dataclass(frozen=True)
class Found:
    """`language` is the one asked for or recognised; the hits are all in `answered_in`."""

    language: str
    answered_in: str
    total: int
    hits: tuple[Hit, ...]
    read_as: dict[str, str] = field(default_factory=dict)
    """Words that no article has, and what was looked for instead."""
    sureness: Sureness | None = None
    """None: a further page, which nobody judges."""

    def judged(self, sureness: Sureness) -> "Found":
        return replace(self, sureness=sureness)

    @property
    def fell_back(self) -> bool:
        return self.answered_in != self.language


class Search(Protocol):
    """Finds published articles. Any text is answered; nothing in it is syntax."""

    def search(self, question: Question) -> Found:
        """The best first; no hit when no word of the text is in any article."""
