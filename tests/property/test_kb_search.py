"""Any text is a query, and any text can be an article."""

import re
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st

from firstline_kb.adapters.search.folding import clean, fold
from firstline_kb.application.searching import LANGUAGES, PublicText, Question
from tests.support.kb_search import searching, text

ANY = st.text(st.characters(), max_size=300)  # half surrogates and NUL included
SYNTAX = st.text(st.sampled_from('ab *?"~^:()[]{}+-!\\/|&<>ANDORT\x00\ud800'), max_size=60)
LANGUAGE = st.one_of(st.none(), st.sampled_from(LANGUAGES))
SEARCH = searching(
    text("en", "Printer <jam> & ink", "A b \"and\" or not 'to' clear a printer's jam."),
    text("it", "Perché la rete è lenta", "Così è: a b.", "it"),
    text("es", "Contraseña", "¿A dónde? a b.", "es"),
    text("el", "Κωδικός πρόσβασης", "ΆΈΉΊΌΎΏ ς σ α β.", "el"),
)


@given(ANY | SYNTAX, LANGUAGE, st.none() | ANY, st.none() | ANY)
def test_any_text_is_answered(
    query: str, language: str | None, category: str | None, tag: str | None
) -> None:
    answer = SEARCH.search(Question(query, language, category, tag))
    assert len(answer.hits) == answer.total or answer.total > len(answer.hits)
    assert answer.answered_in in LANGUAGES


@given(ANY, ANY, st.sampled_from(LANGUAGES), ANY)
@example("", "\ud800", "en", "")
@example("\ud800", "", "en", "")
def test_any_text_can_be_an_article(title: str, body: str, language: str, query: str) -> None:
    search = searching(PublicText("a", language, "KB-1", "a", title, body, title, (body,)))
    for hit in search.search(Question(f"{title} {query}", language)).hits:
        assert unescape(_without_marks(hit.title_html)) == clean(title)
        shown = unescape(_without_marks(hit.snippet_html))
        assert shown.removeprefix("… ").removesuffix(" …") in clean(body)


@given(ANY, ANY)
def test_what_is_shown_has_marks_and_no_other_markup(title: str, body: str) -> None:
    search = searching(PublicText("a", "en", "KB-1", "a", f"jam {title}", body))
    hit = search.search(Question(f"jam {title}", "en")).hits[0]
    for html in (hit.title_html, hit.snippet_html):
        assert not re.search(r"[<>\"']", _without_marks(html))


@given(ANY)
def test_folding_moves_no_character(any_text: str) -> None:
    assert len(fold(clean(any_text))) == len(clean(any_text))


@given(st.text(st.characters(max_codepoint=0x24F) | st.sampled_from("άέήίόύώΐΰϊϋςΆΈ"), max_size=40))
def test_folding_is_done_once_and_for_all(any_text: str) -> None:
    once = fold(clean(any_text))
    assert fold(clean(once)) == once


def _without_marks(html: str) -> str:
    return html.replace("<mark>", "").replace("</mark>", "")
