"""Every edit is a version; what is public stays so until the next one is published."""

import pytest

from firstline_kb.domain import errors
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import State
from firstline_kb.read_models import choosing
from tests.support.articles import EL, EN, ES, IT, TEXT, by, drafted

BETTER = TEXT._replace(body="Open **Settings**, then *Network*.")


def states(article: Article) -> list[State]:
    return [version.state for version in article.texts[EN]]


def published() -> Article:
    article = drafted()
    article.review(EN, None, None, by("bea"))
    article.publish(EN, None, by("ada"))
    return article


def test_an_edit_of_a_draft_supersedes_it_and_needs_a_review_of_its_own() -> None:
    article = drafted()
    article.review(EN, None, None, by("bea"))
    article.edit(EN, BETTER, "Where to click.", by("bea"))

    assert states(article) == [State.SUPERSEDED, State.DRAFT]
    with pytest.raises(errors.ReviewedByItsEditor):
        article.review(EN, None, None, by("bea"))
    article.review(EN, 2, None, by("ada"))


def test_what_is_public_stays_so_while_the_next_version_is_worked_on() -> None:
    article = published()
    article.edit(EN, BETTER, None, by("ada"))
    assert (states(article), article.public) == ([State.PUBLISHED, State.DRAFT], {EN: 1})
    assert choosing.to_read(article, EN)[1].text == TEXT
    assert choosing.to_work_on(article, EN)[1].text == BETTER

    article.review(EN, None, None, by("bea"))
    article.publish(EN, None, by("ada"))
    assert (states(article), article.public) == ([State.SUPERSEDED, State.PUBLISHED], {EN: 2})


def test_an_edit_that_changes_nothing_is_refused() -> None:
    with pytest.raises(errors.TextUnchanged, match="Version 1"):
        drafted().edit(EN, TEXT, None, by("bea"))


def test_each_language_counts_its_own_versions() -> None:
    article = published()
    article.edit(IT, TEXT._replace(title="La VPN non si collega"), None, by("cinzia"))
    assert (article.latest(IT).number, article.first_language) == (1, EN)
    with pytest.raises(errors.NotReviewed):
        article.publish(IT, None, by("ada"))


def test_a_language_that_is_not_public_falls_back_to_the_first_one_that_is() -> None:
    article = published()
    article.edit(IT, BETTER, None, by("cinzia"))
    assert choosing.to_read(article, IT)[0] is EN
    assert choosing.to_work_on(article, IT)[0] is IT
    for missing in (ES, EL, None):
        assert choosing.to_read(article, missing)[0] is EN


def test_where_nothing_is_public_the_draft_in_the_language_is_shown() -> None:
    article = drafted()
    article.edit(IT, BETTER, None, by("cinzia"))
    assert choosing.to_read(article, IT)[0] is IT
    assert choosing.to_read(article, EL)[0] is EN


def test_old_versions_stay_readable_and_no_others_are() -> None:
    article = drafted()
    article.edit(EN, BETTER, None, by("ada"))
    assert [choosing.at(article, EN, number)[1].text for number in (1, 2)] == [TEXT, BETTER]
    for missing in (0, 3):
        with pytest.raises(errors.VersionMissing, match="versions 1 to 2"):
            choosing.at(article, EN, missing)
    with pytest.raises(errors.LanguageMissing):
        choosing.at(article, IT, 1)


def test_what_is_sent_back_is_a_draft_again_with_the_reason() -> None:
    article = drafted()
    article.review(EN, None, None, by("bea"))
    article.send_back(EN, 1, "Which button?", by("cid"))
    latest = article.latest(EN)
    assert (latest.state, latest.sent_back, latest.reviewer) == (
        State.DRAFT,
        "Which button?",
        "cid",
    )
    article.review(EN, None, None, by("bea"))
    assert article.latest(EN).sent_back is None


def test_neither_its_editor_nor_a_public_text_is_sent_back() -> None:
    with pytest.raises(errors.ReviewedByItsEditor):
        drafted().send_back(EN, None, "Hm.", by("ada"))
    with pytest.raises(errors.NoDraft, match="edit it, or retire it"):
        published().send_back(EN, None, "Hm.", by("bea"))
