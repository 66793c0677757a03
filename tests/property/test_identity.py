"""Foreign tickets and requesters have ids that anybody can compute and nobody can confuse."""

import json
from uuid import NAMESPACE_URL, uuid5

from hypothesis import assume, given
from hypothesis import strategies as st

from firstline_events.identity import policy_id, requester_id, ticket_id

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
odd = st.sampled_from(
    ["", '"', '","', '"]', "[", "\\", "/", "\x7f", "\n", "\u2028", "é", "e\u0301", "💥"]
)
triples = st.tuples(words | odd, words | odd, words | odd)


@given(triples)
def test_the_id_is_uuid5_over_the_compact_json_array(words: tuple[str, str, str]) -> None:
    array = json.dumps(words, separators=(",", ":"), ensure_ascii=False)

    assert ticket_id(*words) == uuid5(NAMESPACE_URL, array)


@given(triples, triples)
def test_different_words_give_different_ids(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    assume(one != other)

    assert ticket_id(*one) != ticket_id(*other)
    assert requester_id(*one) != requester_id(*other)


@given(triples, triples)
def test_a_ticket_is_never_a_requester(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    assert ticket_id(*one) != requester_id(*other)


@given(words)
def test_two_origins_may_use_the_same_reference(reference: str) -> None:
    assert ticket_id("default", "shop", reference) != ticket_id("default", "desk", reference)


def test_words_that_look_like_json_cannot_shift_between_fields() -> None:
    assert ticket_id("default", 'a","b', "c") != ticket_id("default", "a", 'b","c')
    assert ticket_id("default", "a", 'b","requester') != requester_id("default", "a", "b")


def test_the_id_of_a_known_ticket_never_changes() -> None:
    assert (
        str(ticket_id("default", "harbour", "HD-20418")) == "1ef4cc7a-bd07-5ff0-a788-7c9c882d83f9"
    )


@given(triples, triples)
def test_a_policy_is_never_a_ticket_nor_a_requester(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    array = json.dumps([*one, "policy"], separators=(",", ":"), ensure_ascii=False)

    assert policy_id(*one) == uuid5(NAMESPACE_URL, array)
    assert policy_id(*one) not in (ticket_id(*other), requester_id(*other))
