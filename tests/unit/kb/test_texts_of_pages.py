"""Every language has every text of the public pages."""

import re
from dataclasses import fields
from datetime import UTC, datetime

import pytest

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages.texts.catalogue import Texts
from firstline_kb.adapters.pages.texts.known import OWN_NAMES, TEXTS

every_text = pytest.mark.parametrize("name", [f.name for f in fields(Texts) if f.type is str])
others = [one for one in Language if one is not Language.EN]
_SAME = {(Language.IT, "date"), (Language.EL, "date")}
"""Where a language writes what English does."""


def said(language: Language, name: str) -> str:
    text = getattr(TEXTS[language], name)
    assert isinstance(text, str)
    return text


def test_every_language_of_articles_has_texts_and_a_name_of_its_own() -> None:
    assert set(TEXTS) == set(OWN_NAMES) == set(Language)
    for texts in TEXTS.values():
        assert set(texts.languages) == set(Language)
        assert len({*texts.languages.values()}) == len(Language)
        assert len(set(texts.months)) == 12


@every_text
def test_every_language_has_the_text_and_fills_in_the_same(name: str) -> None:
    for language in Language:
        assert said(language, name).strip() == said(language, name) != ""
        assert _filled_in(language, name) == _filled_in(Language.EN, name), language


def _filled_in(language: Language, name: str) -> set[str]:
    return set(re.findall(r"{(\w*)}", said(language, name)))


@every_text
@pytest.mark.parametrize("language", others)
def test_no_text_is_left_in_english(name: str, language: Language) -> None:
    assert said(language, name) != said(Language.EN, name) or (language, name) in _SAME


@pytest.mark.parametrize(
    ("language", "one", "many", "day"),
    [
        (Language.EN, "1 article", "2 articles", "2 March 2026"),
        (Language.IT, "1 articolo", "2 articoli", "2 marzo 2026"),
        (Language.ES, "1 artículo", "2 artículos", "2 de marzo de 2026"),
        (Language.EL, "1 άρθρο", "2 άρθρα", "2 Μαρτίου 2026"),
    ],
)
def test_numbers_and_days_are_words_of_the_language(
    language: Language, one: str, many: str, day: str
) -> None:
    texts, at = TEXTS[language], datetime(2026, 3, 2, 23, 59, tzinfo=UTC)
    assert (texts.articles(1), texts.articles(2), texts.day(at)) == (one, many, day)


def test_a_query_with_braces_is_no_place_to_fill_in() -> None:
    assert TEXTS[Language.EN].found(2, "{number}{0}") == "2 articles for “{number}{0}”"
