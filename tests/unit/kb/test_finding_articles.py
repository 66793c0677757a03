"""What people type, and the article that they mean."""

import pytest

from firstline_kb.application.searching import Question
from tests.support.kb_search import found, ids, searching, text

PRINTER = text("printer", "Clear a paper jam", "Open the tray of the printer and pull.")
VPN = text("vpn", "Connect from home", "Install the client, then connect to the network.")


@pytest.mark.parametrize(
    ("language", "title", "query"),
    [
        ("en", "Resetting a forgotten password", "how do I reset passwords"),
        ("en", "Résumé of a meeting", "resume of MEETINGS"),
        ("it", "Recuperare le password dimenticate", "ho dimenticato la password"),
        ("it", "Velocità della rete", "velocita reti"),
        ("es", "Restablecer contraseñas olvidadas", "olvidé mi contrasena"),
        ("es", "Conexión a la impresora", "conexiones de impresoras"),
        ("el", "Επαναφορά κωδικών πρόσβασης", "ΚΩΔΙΚΟΣ ΠΡΟΣΒΑΣΗΣ"),
        ("el", "Σύνδεση του υπολογιστή", "συνδεσεις υπολογιστης"),
        ("el", "Κωδικός", "κωδικοσ"),
    ],
)
def test_another_form_of_a_word_finds_it(language: str, title: str, query: str) -> None:
    search = searching(
        text("meant", title, language=language), text("other", "Αλφα alfa", language=language)
    )
    assert found(search, query, language) == ["meant"]


def test_a_word_in_the_title_counts_more_than_one_in_the_text() -> None:
    long = "A printer is a machine. " * 3
    search = searching(text("text", "Machines", long), text("title", "The printer", "Machines."))
    assert found(search, "printer", "en")[0] == "title"


def test_a_tag_is_another_word_for_what_the_article_is_about() -> None:
    tagged = text("vpn", "Connect from home", "Start the client.", tags=("tunnel", "remote work"))
    search = searching(tagged, PRINTER)
    assert found(search, "tunnel", "en") == found(search, "working remotely", "en") == ["vpn"]


def test_a_slip_of_the_finger_is_mended_and_told() -> None:
    answer = searching(PRINTER, VPN).search(Question("prnter", "en"))
    assert ids(answer) == ["printer"]
    assert answer.read_as == {"prnter": "printer"}


def test_a_word_that_articles_have_is_never_taken_for_another() -> None:
    search = searching(text("printed", "Printed"), text("painted", "Painted"))
    answer = search.search(Question("painted", "en"))
    assert (ids(answer), answer.read_as) == (["painted"], {})


def test_a_number_is_never_mended() -> None:
    assert found(searching(text("error", "Error 80070057")), "80070058", "en") == []


def test_stop_words_alone_are_looked_for() -> None:
    search = searching(text("who", "The Who"), text("jam", "Paper jam"))
    assert found(search, "the", "en") == ["who"]


def test_what_is_in_no_article_finds_nothing() -> None:
    answer = searching(PRINTER).search(Question("kubernetes"))
    assert (answer.total, answer.hits) == (0, ())


@pytest.mark.parametrize(
    "query", ["", " ", "?", "* XOR (", '"', "打印机", "принтер", "🙂", "\x00", "\ud800"]
)
def test_a_text_without_a_word_that_we_know_finds_nothing(query: str) -> None:
    assert searching(PRINTER).search(Question(query)).total == 0


@pytest.mark.parametrize(
    "query", ["title:printer", "printer AND NOT paper", "+printer -tray", "printer*"]
)
def test_nothing_that_people_type_is_syntax(query: str) -> None:
    assert "printer" in found(searching(PRINTER, VPN), query, "en")


def test_one_letter_finds_the_word_of_one_letter() -> None:
    search = searching(text("c", "Programs in C"), text("vitamins", "Vitamins"))
    assert found(search, "c", "en") == ["c"]


def test_ten_thousand_characters_are_read_by_their_rarest_words() -> None:
    query = "tray " + "how to connect something else entirely " * 250
    assert "printer" in found(searching(PRINTER, VPN), query, "en")


def test_pages_follow_one_another_without_overlap() -> None:
    search = searching(*(text(f"a{number}", f"Printer {number}") for number in range(7)))
    pages = [search.search(Question("printer", "en", offset=at, limit=3)) for at in (0, 3, 6, 9)]
    assert [page.total for page in pages] == [7, 7, 7, 7]
    seen = [one for page in pages for one in ids(page)]
    assert sorted(seen) == sorted({f"a{number}" for number in range(7)})


def test_filters_hold_whatever_the_size_of_the_letters() -> None:
    search = searching(
        text("a", "Printer jam", category="Printing", tags=("Paper",)),
        text("b", "Printer ink", category="printing", tags=("ink",)),
        text("c", "Printer price", category="Buying"),
    )
    assert set(ids(search.search(Question("printer", category="PRINTING")))) == {"a", "b"}
    assert ids(search.search(Question("printer", category="printing", tag="ink"))) == ["b"]
    assert ids(search.search(Question("printer", tag="toner"))) == []


def test_a_filter_changes_no_score() -> None:
    search = searching(text("a", "Printer jam", category="printing"), text("b", "Printer"))
    alone = search.search(Question("printer jam", category="printing")).hits[0].score
    assert alone == search.search(Question("printer jam")).hits[0].score
