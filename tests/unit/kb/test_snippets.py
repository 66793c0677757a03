"""What a hit shows of its article."""

from firstline_kb.application.searching import Hit, Question
from tests.support.kb_search import searching, text


def _hit(query: str, title: str, body: str, language: str = "en") -> Hit:
    return searching(text("a", title, body, language)).search(Question(query, language)).hits[0]


def test_the_words_of_the_query_are_marked_in_any_form() -> None:
    hit = _hit("password resets", "Resetting passwords", "Reset your password.")
    assert hit.title_html == "<mark>Resetting</mark> <mark>passwords</mark>"
    assert hit.snippet_html == "<mark>Reset</mark> your <mark>password</mark>."


def test_marks_stand_where_the_reader_sees_the_word_accents_and_all() -> None:
    hit = _hit("κωδικος", "Ο Κωδικός", "🙂 Ποιος είναι ο κωδικός;", "el")
    assert hit.title_html == "Ο <mark>Κωδικός</mark>"
    assert hit.snippet_html == "🙂 Ποιος είναι ο <mark>κωδικός</mark>;"


def test_a_mended_word_is_marked_as_it_stands_in_the_article() -> None:
    assert (
        "<mark>password</mark>" in _hit("pasword", "Log in", "The password is yours.").snippet_html
    )


def test_markup_in_an_article_is_shown_and_never_carried_out() -> None:
    hit = _hit("script", "<script>alert(1)</script>", "<img src=x onerror='a' script=\"b\">")
    assert hit.title_html == ("&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;")
    assert "<img" not in hit.snippet_html
    assert "'" not in hit.snippet_html.replace("&#x27;", "")


def test_the_snippet_is_the_part_that_says_most() -> None:
    filler = "Nothing of interest stands here, though a printer is named. " * 20
    body = f"{filler}Pull the jammed paper out of the printer tray. {filler}"
    snippet = _hit("paper jam printer tray", "Help", body).snippet_html
    assert "<mark>jammed</mark> <mark>paper</mark>" in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")


def test_a_word_found_in_the_title_alone_shows_the_beginning_of_the_text() -> None:
    assert _hit("printer", "Printer", "Open the tray. " * 30).snippet_html.startswith("Open the")


def test_a_text_of_one_long_word_is_cut_and_not_lost() -> None:
    snippet = _hit("printer", "Printer", "x" * 5_000).snippet_html
    assert snippet == "x" * 200 + " …"
