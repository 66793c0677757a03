"""When an article is named as the answer, and by which words a text is told."""

from uuid import uuid4

import pytest

from firstline_kb.adapters.search.engine import ArticleSearch
from tests.support.kb_search import searching, text

JAM, VPN, TONER = (str(uuid4()) for _ in range(3))


@pytest.fixture
def search() -> ArticleSearch:
    return searching(
        text(JAM, "Paper jam", "Take the jammed paper out of the printer and close the tray."),
        text(VPN, "The VPN does not connect", "Open the settings and choose the gateway."),
        text(TONER, "Change the toner", "Open the printer, take the toner out, close the cover."),
    )


def named(search: ArticleSearch, asked: str) -> list[str]:
    return [str(one.article_id) for one in search.suggest(asked).articles]


def test_the_article_that_leads_is_named(search: ArticleSearch) -> None:
    proposal = search.suggest("There is a paper jam")
    assert [str(one.article_id) for one in proposal.articles] == [JAM]
    assert (proposal.share, proposal.rule) == (1.0, "confident@2")


def test_none_is_named_where_two_answer_alike(search: ArticleSearch) -> None:
    proposal = search.suggest("close the printer")
    assert proposal.articles == ()
    assert proposal.lead is not None
    assert proposal.lead < 1.2


def test_none_is_named_where_most_of_the_text_is_about_something_else(
    search: ArticleSearch,
) -> None:
    assert named(search, "My bicycle was stolen beside the gateway yesterday evening") == []


def test_a_letter_is_answered_by_the_sentence_that_says_most(search: ArticleSearch) -> None:
    letter = (
        "Good morning everybody,\nI hope somebody finds time for me this week. "
        "There is a paper jam in my printer. Many greetings from sunny Crete, where it never rains."
    )
    assert named(search, letter) == [JAM]
    assert named(search, letter.replace("There is a paper jam in my printer.", "")) == []


@pytest.mark.parametrize("asked", ["", "  ", "???", "\x00", "the of and", "ΑΒΓ", "🖨️", "x" * 50_000])
def test_any_text_gets_a_proposal(search: ArticleSearch, asked: str) -> None:
    assert search.suggest(asked).articles == ()


def test_without_any_article_nothing_is_named() -> None:
    proposal = searching().suggest("There is a paper jam")
    assert (proposal.articles, proposal.share, proposal.lead) == ((), 0.0, None)
    assert proposal.words == ("paper", "jam")


def test_words_tell_what_a_text_is_about_and_not_who_wrote_it(search: ArticleSearch) -> None:
    words = search.suggest(
        "The scanner of Mario Rossi jams paper, call 555-0100 or write to rossi@example.org,"
        " see https://example.org/rossi or C:\\users\\rossi; VPN"
    ).words
    assert {"scanner", "paper", "vpn"} <= set(words)
    assert not any("ross" in one or "mario" in one or "exampl" in one for one in words)
    assert not any(one.isdigit() for one in words)
    assert len(words) <= 8


def test_the_rarest_words_come_first(search: ArticleSearch) -> None:
    assert search.suggest("printer scanner toner").words == ("scanner", "toner", "printer")
