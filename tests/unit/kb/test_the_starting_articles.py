"""Every file in `data/articles` is fit to be published as it stands."""

import re
from datetime import date

import pytest
from markdown_it import MarkdownIt

from firstline_kb.application.commands import DraftArticle
from firstline_kb.application.public_texts import plain
from firstline_kb.read_models.rendering import html_of
from tests.support.starting_articles import (
    LANGUAGES,
    Text,
    queries,
    starting_articles,
    starting_texts,
)
from tests.support.wording import share_in_greek, wrong_words

every_text = pytest.mark.parametrize("text", starting_texts(), ids=str)
SLUGS = [one.slug for one in starting_articles()]
WORDS = range(120, 351)
LONGEST_DESCRIPTION = 220
"""Characters: what is longer is cut off where search engines show it."""
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_LINK = re.compile(r"\]\(([^)]+)\)")


def test_there_are_fourteen_articles_each_in_all_four_languages() -> None:
    assert len(SLUGS) == 14
    assert {str(text) for text in starting_texts()} == {
        f"{slug}/{language}" for slug in SLUGS for language in LANGUAGES
    }


@every_text
def test_the_service_takes_it_within_its_limits(text: Text) -> None:
    [article] = [one for one in starting_articles() if one.slug == text.slug]
    said = {"actor": {"kind": "agent", "id": "ada"}, **text._asdict(), **article.whole}
    command = DraftArticle.model_validate(said)
    assert all((command.owner, command.category, command.tags))
    assert (command.review_on or date.min) > date(2026, 12, 31)


@every_text
def test_it_is_as_long_as_somebody_in_trouble_reads(text: Text) -> None:
    assert len(text.body.split()) in WORDS
    assert 40 < len(text.summary) <= LONGEST_DESCRIPTION


@every_text
def test_it_is_built_like_the_english_one(text: Text) -> None:
    [english] = [one for one in starting_texts() if (one.slug, one.language) == (text.slug, "en")]
    assert _shape(text.body) == _shape(english.body)
    assert _shape(text.body).count("heading_open h1") >= 3


def _shape(body: str) -> list[str]:
    """Headings, lists, tables and what stands in them, in order, without the words."""
    return [f"{one.type} {one.tag}" for one in _MARKDOWN.parse(body) if one.type != "inline"]


@every_text
def test_its_links_lead_to_articles_of_its_language_or_to_us(text: Text) -> None:
    for link in _LINK.findall(text.body):
        if link.startswith("/"):
            place, _, slug = link.rpartition("/")
            assert (place, slug in SLUGS) == (f"/help/{text.language}/articles", True), link
        else:
            assert re.match(r"https://|mailto:", link), link


@every_text
def test_nothing_of_it_is_held_back_when_it_is_shown(text: Text) -> None:
    shown = html_of(text.body).replace(' rel="noopener noreferrer"', "")
    raw = re.sub(r"(</?h)(\d)", lambda at: f"{at[1]}{int(at[2]) + 1}", _MARKDOWN.render(text.body))
    assert shown == raw.replace("&quot;", '"')


@every_text
def test_it_is_worded_for_the_public(text: Text) -> None:
    said = f"{text.title} {text.summary} {plain(text.body)}"
    assert wrong_words(said, text.language) == []
    assert wrong_words(" ".join(_LINK.findall(text.body)), text.language) == []
    assert (share_in_greek(said) > 0.8) == (text.language == "el")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_articles_of_a_language_have_the_same_title(language: str) -> None:
    titles = [text.title for text in starting_texts() if text.language == language]
    assert len(set(titles)) == len(titles) == len(SLUGS)


def test_somebody_looks_for_every_text_with_three_queries_at_least() -> None:
    for kind in ("typed", "described"):
        asked = [f"{one.slug}/{one.language}" for one in queries(kind)]
        assert set(asked) == {str(text) for text in starting_texts()}
        assert min(map(asked.count, asked)) >= 3
