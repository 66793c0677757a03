"""Whether a letter is news: by its id, or by the source's own sequence."""

import pytest

from firstline_events.vocabulary import ReceiptOutcome
from firstline_intake.application.memory import Memory, Reached
from firstline_intake.domain.errors import SameIdOtherContent
from tests.support.foreign_desk import ForeignTicket, changed
from tests.support.letters import letter

SHOP = ForeignTicket()


def knowing(*letters: object) -> Memory:
    memory = Memory({}, {})
    for one in letters:
        memory.remember(one)  # type: ignore[arg-type]
    return memory


def test_what_was_never_taken_is_news() -> None:
    memory = knowing(letter(SHOP.says("one")), letter(SHOP.reports(1, "open")))
    assert memory.judge(letter(SHOP.says("two"))) is None
    assert memory.judge(letter(SHOP.reports(2, "resolved"))) is None


@pytest.mark.parametrize(
    "told",
    [SHOP.says("one"), SHOP.opens(), SHOP.observes("2026-03-02T10:00:00Z"), SHOP.records(3, "New")],
)
def test_the_same_event_again_is_a_duplicate(told: object) -> None:
    one = letter(told)  # type: ignore[arg-type]
    verdict = knowing(one).judge(one)
    assert verdict is not None
    assert verdict.outcome is ReceiptOutcome.DUPLICATE


def test_the_order_of_fields_is_no_other_content() -> None:
    told = SHOP.says("one", channel="mail")
    reordered = told._replace(value=(told.value or b"").replace(b'"channel": "mail"', b'"x": 1'))
    assert reordered != told
    one, other = letter(told), letter(SHOP.says("one", channel="mail"))
    data = dict(reversed(list(other.envelope.data.items())))
    swapped = other._replace(envelope=other.envelope.model_copy(update={"data": data}))
    assert swapped.digest() == one.digest()


def test_an_id_that_was_used_for_something_else_is_refused() -> None:
    memory = knowing(letter(SHOP.says("one", "e-1")))
    with pytest.raises(SameIdOtherContent, match="send the mended one as a new event"):
        memory.judge(letter(SHOP.says("two", "e-1")))


def test_an_id_belongs_to_its_source() -> None:
    memory = knowing(letter(SHOP.says("one", "e-1")))
    assert memory.judge(letter(changed(SHOP.says("two", "e-1"), source="/other"))) is None


def test_an_earlier_state_is_superseded_whatever_its_id() -> None:
    memory = knowing(letter(SHOP.reports(5, "open")))
    verdict = memory.judge(letter(SHOP.records(4, "resolved")))
    assert verdict is not None
    assert (verdict.outcome, verdict.reason) == (
        ReceiptOutcome.SUPERSEDED,
        "sequence 4 came after 5",
    )


def test_one_sequence_says_one_thing() -> None:
    memory = knowing(letter(SHOP.reports(5, "open")))
    with pytest.raises(SameIdOtherContent):
        memory.judge(letter(SHOP.reports(5, "resolved")))


def test_states_of_two_tickets_have_nothing_to_do_with_each_other() -> None:
    memory = knowing(letter(SHOP.reports(5, "open")))
    assert memory.judge(letter(ForeignTicket("4712").reports(1, "open"))) is None


def test_what_the_store_knows_counts_and_only_what_is_new_goes_back_to_it() -> None:
    said, state = letter(SHOP.says("one")), letter(SHOP.reports(5, "open"))
    messages = {(said.envelope.source, said.envelope.id): said.digest()}
    memory = Memory({SHOP.id: Reached(4, b"")}, messages)
    assert memory.judge(said) is not None
    memory.remember(state)
    assert (memory.new_messages, memory.new_states) == ({}, {SHOP.id: Reached(5, state.digest())})
    assert memory.sequence_before(SHOP.id) == 4
