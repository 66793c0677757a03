"""Which language a query is answered in, and that the answer says so."""

from firstline_kb.application.searching import Question
from tests.support.kb_search import ids, searching, text

ENGLISH = text("reset", "Reset the password", "Ask the desk to reset it for you.")
ITALIAN = text("rete", "La rete non funziona", "Riavvia il router della stanza.", "it")
GREEK = text("kodikos", "Αλλαγή κωδικού", "Άνοιξε τις ρυθμίσεις.", "el")


def test_a_query_without_a_language_is_recognised_by_its_words() -> None:
    answer = searching(ENGLISH, ITALIAN, GREEK).search(Question("la rete della stanza"))
    assert (answer.language, answer.fell_back, ids(answer)) == ("it", False, ["rete"])


def test_what_the_asked_language_lacks_is_found_in_another_and_told() -> None:
    answer = searching(ENGLISH, ITALIAN, GREEK).search(Question("password", "it"))
    assert (answer.language, answer.answered_in, answer.fell_back) == ("it", "en", True)
    assert ids(answer) == ["reset"]


def test_the_asked_language_comes_first_although_another_fits_better() -> None:
    plain = text("it", "Altro", "Una password qualunque, tra molte altre parole.", "it")
    answer = searching(ENGLISH, plain).search(Question("password", "it"))
    assert (answer.answered_in, ids(answer)) == ("it", ["it"])


def test_an_article_in_two_languages_is_one_hit() -> None:
    both = text("both", "Password"), text("both", "Password", language="it")
    search = searching(*both[:1])
    search._index.write({"both": both}, search._index.position)
    assert ids(search.search(Question("password"))) == ["both"]


def test_a_query_that_nothing_answers_says_no_other_language() -> None:
    answer = searching(ENGLISH).search(Question("ξερωγω", "el"))
    assert (answer.language, answer.answered_in, answer.total) == ("el", "el", 0)


def test_a_filter_that_nothing_meets_has_no_hit_in_any_language() -> None:
    answer = searching(ENGLISH, ITALIAN).search(Question("password", category="none"))
    assert answer.total == 0
