"""Thanks reopen nothing; whatever might be a question does."""

import pytest

from firstline_events.vocabulary import Status
from firstline_intake.domain.courtesy import is_courtesy
from firstline_intake.domain.ticket import Ticket
from tests.support.ticket_acts import ADA, Act, closes, live, resolves, says

THANKS = [
    "Thanks!",
    "thank you very much",
    "Hello,\nmany thanks for your help.\n\nBest regards",
    "THX",
    "Grazie mille, buona giornata!",
    "La ringrazio.",
    "Muchas gracias por su ayuda.",
    "Ευχαριστώ πολύ!",
    "Σας ευχαριστώ",
    "Perfect, thanks again \N{THUMBS UP SIGN}",
    "Thanks!\n-- \nBob Smith\nRoom 12, extension 4711",
]
QUESTIONS = [
    "",
    "ok",
    "Thanks, but it is still broken",
    "Thanks?",
    "No thanks",
    "thanks for nothing",
    "Thank you Ada",
    "Help again, thanks",
    "thanks in advance",
    "Thanks, call me at 4711",
    "Grazie, ma non funziona",
    "Gracias, pero sigue igual",
    "Ευχαριστώ, αλλά δεν λειτουργεί",
    "Ευχαριστώ;",
    "thanks " * 40,
    "спасибо",
]


@pytest.mark.parametrize("body", THANKS)
def test_thanks_alone_are_a_courtesy(body: str) -> None:
    assert is_courtesy(body)


@pytest.mark.parametrize("body", QUESTIONS)
def test_anything_more_than_thanks_is_none(body: str) -> None:
    assert not is_courtesy(body)


@pytest.mark.parametrize("said", ["auto-replied", "auto-generated", "Auto-Replied", "x-later"])
def test_what_a_machine_sent_by_itself_is_a_courtesy_whatever_it_says(said: str) -> None:
    assert is_courtesy("I am out of the office until Monday. Is it urgent?", said)


@pytest.mark.parametrize("said", [None, "no", "No"])
def test_what_somebody_wrote_counts_by_its_words(said: str | None) -> None:
    assert not is_courtesy("It broke again", said)
    assert is_courtesy("Thanks", said)


@pytest.mark.parametrize("over", [resolves(), closes()])
def test_thanks_are_kept_and_change_no_status(over: Act) -> None:
    given = live(over)
    was = given.aggregate.status
    (event,) = given.when(says(body="Thank you!"))
    assert isinstance(event, Ticket.MessageAdded)
    assert event.courtesy
    assert given.aggregate.status is was


def test_only_a_requesters_visible_words_are_a_courtesy() -> None:
    for act in (says(ADA, "Thank you!"), says(body="Thank you!", visible=False)):
        (event,) = live().when(act)
        assert isinstance(event, Ticket.MessageAdded)
        assert not event.courtesy


def test_a_real_reply_still_reopens() -> None:
    given = live(resolves())
    given.when(says(body="Thanks, but it is still broken"))
    assert given.aggregate.status is Status.OPEN
