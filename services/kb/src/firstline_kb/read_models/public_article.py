"""What the public reads at an article's address: a text, the way to another one, or its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Language
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import Retirement, Version
from firstline_kb.read_models.directory import article_named


@dataclass(frozen=True)
class Readable:
    """A public text. Its language may be another one than was asked for."""

    article: Article
    language: Language
    version: Version


@dataclass(frozen=True)
class Moved:
    """Another article, or this one under its own short name, is read in its place."""

    slug: str


@dataclass(frozen=True)
class Ended:
    """It was public once, and nothing is read in its place."""

    title: str
    """Of the text that was public last."""
    category: str | None


Outcome = Readable | Moved | Ended | None
"""None: nothing of that name was ever public."""


def find(tx: Transaction, name: str, language: Language) -> Outcome:
    """What stands at the address of the article with this id, number or short name.

    A way never leads back: where it ends there is a text to read.
    """
    article = _article(tx, name)
    if article is None or not _was_public(article):
        return None
    if article.slug != name:
        return Moved(article.slug)
    return _outcome(tx, article, language)


def languages_of(tx: Transaction, name: str) -> list[Language]:
    """Those in which it can be read, its first one first; none for what isn't public."""
    article = _article(tx, name)
    return [] if article is None else public_languages(article)


def public_languages(article: Article) -> list[Language]:
    """In the order in which the article got them."""
    return [language for language in article.texts if language in article.public]


def slug_of(tx: Transaction, article: UUID) -> str | None:
    """None for what was never public: a draft's short name says what is being written."""
    found = _article(tx, str(article))
    return found.slug if found is not None and _was_public(found) else None


def _outcome(tx: Transaction, article: Article, language: Language) -> Outcome:
    if language in article.public:
        return _readable(article, language)
    instead = list(_replacements(tx, article, language))
    if exact := next((one for one in instead if language in one.public), None):
        return Moved(exact.slug)
    if article.public:
        return _readable(article, public_languages(article)[0])
    if other := next((one for one in instead if one.public), None):
        return Moved(other.slug)
    return _ended(article, language)


def _readable(article: Article, language: Language) -> Readable:
    return Readable(article, language, article.texts[language][article.public[language] - 1])


def _replacements(tx: Transaction, article: Article, language: Language) -> Iterator[Article]:
    """What replaces it, and what replaces that; each once, be there a circle or not."""
    seen = {article.id}
    while (retired := _retirement(article, language)) and retired.replacement:
        other = retired.replacement.id
        if other in seen:
            return
        seen.add(other)
        article = tx.aggregates(Article, [other])[other]
        yield article


def _retirement(article: Article, language: Language) -> Retirement | None:
    """The one in this language; where it never was in it and is gone altogether, that of another.

    Of several, one that says what to read instead counts.
    """
    own = article.retired.get(language)
    if own or article.public:
        return own
    found = sorted(article.retired.values(), key=lambda one: one.replacement is None)
    return next(iter(found), None)


def _was_public(article: Article) -> bool:
    return any(one.published_at for versions in article.texts.values() for one in versions)


def _ended(article: Article, language: Language) -> Ended:
    """With the last title in the language, or in any."""
    own = [one.text.title for one in article.texts.get(language, ()) if one.published_at]
    of_any = [one.text.title for each in article.texts.values() for one in each if one.published_at]
    return Ended((own or of_any)[-1], article.category)


def _article(tx: Transaction, name: str) -> Article | None:
    return article_named(tx, name) if "\0" not in name else None
