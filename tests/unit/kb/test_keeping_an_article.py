"""What becomes of an article beside its texts: retired, classified, given away, linked."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from firstline_kb.domain import errors
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import State
from tests.support.articles import EN, IT, TEXT, by, drafted

TICKET = UUID("7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10")
OTHER = UUID("0b5f6a0e-6a44-4a9c-8f0e-51f1f6d5a002")
DAY = date(2026, 9, 1)


def published(article_id: UUID | None = None) -> Article:
    article = drafted() if article_id is None else drafted(article_id=article_id)
    article.review(EN, None, None, by("bea"))
    article.publish(EN, None, by("ada"))
    return article


def test_a_retired_article_says_what_replaces_it() -> None:
    article = published()
    article.edit(IT, TEXT, None, by("cinzia"))
    article.retire(None, published(OTHER), None, by("ada"))

    assert (article.public, set(article.retired)) == ({}, {EN, IT})
    assert {article.latest(one).state for one in (EN, IT)} == {State.RETIRED}
    replacement = article.retired[EN].replacement
    assert replacement is not None
    assert replacement.id == OTHER


def test_one_language_is_retired_and_the_others_stay() -> None:
    article = published()
    article.edit(IT, TEXT, None, by("cinzia"))
    article.retire(IT, None, "Nobody keeps it.", by("ada"))
    assert (article.public, set(article.retired)) == ({EN: 1}, {IT})


def test_a_retired_article_comes_back_when_an_edit_is_published() -> None:
    article = published()
    article.retire(None, None, "Wrong.", by("ada"))
    article.edit(EN, TEXT, "It holds after all.", by("ada"))
    assert set(article.retired) == {EN}
    article.review(EN, None, None, by("bea"))
    article.publish(EN, None, by("ada"))
    assert (article.retired, article.public) == ({}, {EN: 2})
    assert article.texts[EN][0].state is State.RETIRED


def test_an_unfinished_edit_is_retired_with_what_was_public() -> None:
    article = published()
    article.edit(EN, TEXT._replace(body="New."), None, by("ada"))
    article.retire(EN, None, "Gone.", by("ada"))
    assert [one.state for one in article.texts[EN]] == [State.RETIRED, State.RETIRED]


def test_a_retirement_says_why_or_what_instead() -> None:
    with pytest.raises(errors.ReplacementMissing, match="replaced_by"):
        published().retire(None, None, None, by("ada"))


def test_what_is_retired_is_not_retired_again() -> None:
    article = published()
    article.retire(None, None, "Gone.", by("ada"))
    with pytest.raises(errors.NothingToRetire):
        article.retire(None, None, "Gone.", by("ada"))
    with pytest.raises(errors.LanguageMissing):
        article.retire(IT, None, "Gone.", by("ada"))


def test_a_replacement_is_another_article_that_is_public() -> None:
    article = published()
    with pytest.raises(errors.ReplacementNotPublic, match="is this one"):
        article.retire(None, article, None, by("ada"))
    with pytest.raises(errors.ReplacementNotPublic, match="nothing that is public"):
        article.retire(None, drafted(article_id=OTHER), None, by("ada"))


def test_an_article_is_classified_given_away_and_looked_at_again() -> None:
    article = drafted()
    article.classify("network", ("vpn",), by("ada"))
    article.give_to("bea", by("ada"))
    article.schedule_review(DAY, by("bea"))
    assert (article.category, article.tags) == ("network", ("vpn",))
    assert (article.owner, article.review_on) == ("bea", DAY)


def test_what_changes_nothing_is_refused() -> None:
    article = drafted()
    with pytest.raises(errors.Unchanged):
        article.classify("vpn", ("vpn", "remote"), by("ada"))
    with pytest.raises(errors.Unchanged, match="ada owns it already"):
        article.give_to("ada", by("ada"))
    with pytest.raises(errors.Unchanged):
        article.schedule_review(None, by("ada"))


def test_a_ticket_is_linked_once_and_unlinked_once() -> None:
    article = drafted()
    article.link(TICKET, by("nora"))
    assert list(article.tickets) == [TICKET]
    with pytest.raises(errors.LinkedAlready):
        article.link(TICKET, by("nora"))
    article.unlink(TICKET, by("nora"))
    with pytest.raises(errors.NotLinked):
        article.unlink(TICKET, by("nora"))


RITA = by("rita", kind="requester")
WAYS: dict[str, Callable[[Article], None]] = {
    "edit": lambda article: article.edit(EN, TEXT, None, RITA),
    "send back": lambda article: article.send_back(EN, None, "no", RITA),
    "retire": lambda article: article.retire(None, None, "no", RITA),
    "classify": lambda article: article.classify(None, (), RITA),
    "give": lambda article: article.give_to("rita", RITA),
    "schedule": lambda article: article.schedule_review(DAY, RITA),
    "link": lambda article: article.link(TICKET, RITA),
    "unlink": lambda article: article.unlink(TICKET, RITA),
}


@pytest.mark.parametrize("way", WAYS)
def test_none_of_it_is_for_requesters(way: str) -> None:
    with pytest.raises(errors.NotForRequesters):
        WAYS[way](drafted())
