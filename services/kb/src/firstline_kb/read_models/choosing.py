"""Which version of which text somebody reads."""

from firstline_events.vocabulary import Language
from firstline_kb.domain import errors
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import Version

Chosen = tuple[Language, Version]


def to_read(article: Article, asked: Language | None) -> Chosen:
    """What is public in the language, else in the first one; where nothing is, the latest."""
    wanted = _wanted(article, asked)
    for language in dict.fromkeys((wanted, article.first_language)):
        if (public := article.public.get(language)) is not None:
            return language, article.texts[language][public - 1]
    return wanted, article.latest(wanted)


def to_work_on(article: Article, asked: Language | None) -> Chosen:
    """The latest version in the language, else in the first one."""
    wanted = _wanted(article, asked)
    return wanted, article.latest(wanted)


def at(article: Article, asked: Language | None, number: int) -> Chosen:
    """That version, in that very language. Raises LanguageMissing, VersionMissing."""
    wanted = asked or article.first_language
    latest = article.latest(wanted)
    if not 1 <= number <= latest.number:
        has = "one version" if latest.number == 1 else f"versions 1 to {latest.number}"
        raise errors.VersionMissing(
            f"The text in {wanted.value} has {has}, and no {number}.",
            latest=latest.number,
        )
    return wanted, article.texts[wanted][number - 1]


def _wanted(article: Article, asked: Language | None) -> Language:
    return asked if asked is not None and asked in article.texts else article.first_language
