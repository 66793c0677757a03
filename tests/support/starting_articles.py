"""The articles of `data/articles`, and what people type who look for them."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from firstline_chassis.policies.yaml_files import read_text
from firstline_console.article.folder import Filed, read_folder
from firstline_events.vocabulary import Language
from tests.support.pages import ROOT

FOLDER = ROOT / "data" / "articles"
LANGUAGES = tuple(language.value for language in Language)
_QUERIES = Path(__file__).parents[1] / "component" / "starting_queries.yaml"
_EVERYDAY = _QUERIES.with_name("everyday_texts.yaml")


class Text(NamedTuple):
    """One article in one language, as its file says it."""

    slug: str
    language: str
    title: str
    summary: str
    body: str

    def __str__(self) -> str:
        return f"{self.slug}/{self.language}"


class Query(NamedTuple):
    """What somebody types, and the article that answers it."""

    words: str
    language: str
    slug: str

    def __str__(self) -> str:
        return f"{self.language}: {self.words}"


@cache
def starting_articles() -> Sequence[Filed]:
    return read_folder(FOLDER)


@cache
def starting_texts() -> Sequence[Text]:
    return [
        Text(one.slug, language, **text)
        for one in starting_articles()
        for language, text in one.texts.items()
    ]


def queries(kind: str) -> Sequence[Query]:
    """`typed`: a few words; `described`: whole sentences, and words that no article has."""
    told = read_text(_QUERIES.read_text(encoding="utf-8"), _QUERIES.name).content
    return list(_queries(told[kind]))


def _queries(told: dict[str, dict[str, Any]]) -> Iterator[Query]:
    for slug, languages in told.items():
        for language, typed in languages.items():
            yield from (Query(words, language, slug) for words in typed)


def everyday_texts(kind: str) -> Sequence[tuple[str, str]]:
    """Languages and texts that no article answers: `known` to who chose the rule, or `later`."""
    told = read_text(_EVERYDAY.read_text(encoding="utf-8"), _EVERYDAY.name).content[kind]
    return [(language, text) for language, texts in told.items() for text in texts]
