"""Groups of words: the same whatever the order, each thing in exactly one, and sums that add up."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from firstline_reporting.read_models.gap_groups import SUMS, Tally, gathered
from firstline_reporting.read_models.grouping import Rarity, Words, grouped

STEMS = [f"stem{n}" for n in range(12)]
SETS = st.builds(
    Words,
    st.sampled_from(["en", "it", None]),
    st.frozensets(st.sampled_from(STEMS), max_size=8),
)
WEIGHTS = st.dictionaries(SETS, st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=40)
AT = datetime(2026, 1, 1, tzinfo=UTC)


@st.composite
def tallies(draw: st.DrawFn) -> list[Tally]:
    """As SQL yields them: at most one for the same words in the same order and category."""
    keys = st.tuples(
        st.sampled_from(["en", "it"]),
        st.lists(st.sampled_from(STEMS), max_size=5, unique=True).map(tuple),
        st.sampled_from([None, "mail", "vpn"]),
    )
    found = []
    for language, words, category in draw(st.lists(keys, max_size=25, unique=True)):
        parts = draw(st.tuples(*[st.integers(0, 4)] * 3))
        searches, others, unopened = parts
        sums = (searches + others, searches, 0, others, 0, unopened)
        seen = AT + timedelta(hours=draw(st.integers(0, 99)))
        raw = f"{language} {words}"
        found.append(Tally(raw, language, list(words), category, *sums, seen))
    return found


@given(WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_in_which_sets_come_does_not_matter(weights: Any, chance: Any) -> None:
    shuffled = list(weights.items())
    chance.shuffle(shuffled)
    assert grouped(dict(shuffled)) == grouped(weights)


@given(WEIGHTS)
def test_each_set_is_in_exactly_one_group_which_has_a_founder(weights: Any) -> None:
    founders = grouped(weights)
    assert founders.keys() == weights.keys()
    assert all(founders[founder] == founder for founder in founders.values())


@given(WEIGHTS)
def test_who_joins_overlaps_with_the_founder_by_a_quarter_and_is_not_heavier(weights: Any) -> None:
    rarity = Rarity(weights)
    for one, founder in grouped(weights).items():
        assert one.language == founder.language
        assert one == founder or rarity.overlap(one, founder) >= 0.25
        assert weights[one] <= weights[founder]


@given(WEIGHTS)
def test_groups_are_those_of_a_comparison_of_everything_with_every_founder(weights: Any) -> None:
    """The index by rarer words misses nothing: it is the rule itself, only faster."""
    rarity, founders, expected = Rarity(weights), list[Words](), {}
    text = {one: (one.language or "", sorted(one.words)) for one in weights}
    for one in sorted(weights, key=lambda each: ([-n for n in weights[each]], text[each])):
        near = [(-_overlap(rarity, one, founder), n) for n, founder in enumerate(founders)]
        most, number = min(near, default=(0.0, 0))
        expected[one] = founders[number] if -most >= 0.25 else one
        founders += [one] if -most < 0.25 else []
    assert grouped(weights) == expected


def _overlap(rarity: Rarity, one: Words, other: Words) -> float:
    """Nothing at all overlaps with nothing alone."""
    return rarity.overlap(one, other) if one.words and other.words else float(one == other)


@given(tallies(), st.randoms(use_true_random=False))
def test_every_tally_is_in_one_group_and_the_sums_of_the_groups_are_those_of_all(
    found: list[Tally], chance: Any
) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    groups = gathered(shuffled)
    spread = [one for group in groups.values() for one in group]
    assert Counter(one.raw + str(one.category) for one in spread) == Counter(
        one.raw + str(one.category) for one in found
    )
    for name in SUMS:
        assert sum(getattr(one, name) for one in spread) == sum(getattr(one, name) for one in found)
    assert {key: sorted(map(str, group)) for key, group in groups.items()} == {
        key: sorted(map(str, group)) for key, group in gathered(found).items()
    }


@given(tallies())
def test_what_has_no_words_is_one_group_without_a_name(found: list[Tally]) -> None:
    wordless = [one for one in found if not one.words]
    assert sorted(map(str, gathered(found).get(None, []))) == sorted(map(str, wordless))
