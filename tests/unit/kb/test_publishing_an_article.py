"""From a draft to what the public reads: somebody else reviews, then it is published."""

from typing import Any

import pytest

from firstline_kb.domain import errors
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import State, Text
from tests.support.articles import EN, IT, by, drafted


def states(article: Article) -> list[State]:
    return [version.state for version in article.texts[EN]]


def test_a_reviewed_draft_becomes_what_the_public_reads() -> None:
    article = drafted()
    article.review(EN, 1, "Clear.", by("bea"))
    article.publish(EN, None, by("ada"))

    assert (states(article), article.public) == ([State.PUBLISHED], {EN: 1})
    assert article.texts[EN][0].reviewer == "bea"


@pytest.mark.parametrize("reviewer", ["ada", "Ada ", "ADA"])
def test_nobody_reviews_what_they_wrote(reviewer: str) -> None:
    with pytest.raises(errors.ReviewedByItsEditor, match="somebody else"):
        drafted().review(EN, None, None, by(reviewer))


def test_nobody_reviews_what_was_written_in_their_name() -> None:
    article = drafted(by("ada", on_behalf_of="bea"))
    with pytest.raises(errors.ReviewedByItsEditor):
        article.review(EN, None, None, by("bea"))


def test_a_draft_is_not_published() -> None:
    with pytest.raises(errors.NotReviewed, match="have it reviewed"):
        drafted().publish(EN, None, by("ada"))


def test_what_is_public_is_neither_reviewed_nor_published_again() -> None:
    article = drafted()
    article.review(EN, None, None, by("bea"))
    with pytest.raises(errors.NoDraft):
        article.review(EN, None, None, by("cid"))
    article.publish(EN, None, by("ada"))
    with pytest.raises(errors.NotReviewed, match="edit it"):
        article.publish(EN, None, by("ada"))


def test_a_version_that_is_not_the_latest_is_not_reviewed() -> None:
    with pytest.raises(errors.NotTheLatest) as caught:
        drafted().review(EN, 2, None, by("bea"))
    assert caught.value.members == {"latest": 1}


def test_a_version_that_is_not_the_latest_is_not_published() -> None:
    with pytest.raises(errors.NotTheLatest):
        drafted().publish(EN, 2, by("ada"))


def test_a_language_that_it_lacks_is_refused_with_those_that_it_has() -> None:
    with pytest.raises(errors.LanguageMissing, match="only in en") as caught:
        drafted().review(IT, None, None, by("bea"))
    assert caught.value.members == {"languages": [EN]}


@pytest.mark.parametrize("blank", [{"title": "  "}, {"body": "\n \t"}])
def test_an_article_without_words_is_refused(blank: dict[str, Any]) -> None:
    with pytest.raises(errors.TextBlank, match=next(iter(blank))):
        drafted(text=Text("The VPN", "", "Log in.")._replace(**blank))


def test_requesters_read_and_do_not_write() -> None:
    rita = by("rita", kind="requester")
    with pytest.raises(errors.NotForRequesters):
        drafted(rita)
    with pytest.raises(errors.NotForRequesters):
        drafted().review(EN, None, None, rita)
    with pytest.raises(errors.NotForRequesters):
        drafted().publish(EN, None, rita)
