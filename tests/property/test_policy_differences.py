"""A difference says every place that has changed, and none where nothing has."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from firstline_chassis.policies.contents import compact, digest_of
from firstline_console.policy.differences import differences

words = st.text(max_size=6)
scalars = st.none() | st.booleans() | st.integers(-9, 9) | words


def tables(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    named = st.lists(st.fixed_dictionaries({"id": words, "x": values}), max_size=3)
    return st.lists(values, max_size=3) | st.dictionaries(words, values, max_size=3) | named


contents = st.dictionaries(words, st.recursive(scalars, tables, max_leaves=12), max_size=4)


@given(contents)
def test_equal_contents_differ_nowhere(content: dict[str, Any]) -> None:
    again = dict(reversed(content.items()))

    assert differences(content, again) == []
    assert digest_of(content) == digest_of(again)


@given(contents, contents)
def test_contents_with_another_digest_differ_somewhere(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert bool(differences(one, other)) == (compact(one) != compact(other))


@given(contents, contents)
def test_what_was_added_is_removed_on_the_way_back(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    there = {(d.where, d.how) for d in differences(one, other)}
    opposite = {"added": "removed", "removed": "added"}

    assert there == {(d.where, opposite.get(d.how, d.how)) for d in differences(other, one)}
