"""Any flow that may be published ends, whatever is answered, and each step is on some way."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from firstline_chassis.policies.contents import faults_of
from firstline_kb.domain.flow import Flow
from firstline_kb.domain.flow_table import FLOW
from firstline_kb.domain.flow_ways import DEEPEST
from tests.support.flows import content_of, flow, graphs, trees

Ways = dict[str, list[str]]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


def reachable(ways: Ways) -> set[str]:
    """As somebody who knows nothing of the code under test would find them."""
    seen = {"s0"}
    while fresh := {to for step in seen for to in ways[step]} - seen:
        seen |= fresh
    return seen


def goes_round(ways: Ways) -> bool:
    """Whether some step is reached from itself, by squaring the relation until nothing is new."""
    after = {step: set(following) for step, following in ways.items()}
    for _ in ways:
        after = {s: a | {far for near in a for far in after[near]} for s, a in after.items()}
    return any(step in following for step, following in after.items())


@given(graphs())
def test_a_flow_is_taken_if_nothing_goes_round_and_every_step_is_reached(ways: Ways) -> None:
    found = [one.message for one in faults_of(FLOW, content_of(ways))]
    assert any("in a loop" in one for one in found) == goes_round(ways)
    lonely = {one.removeprefix("nobody ever reaches ") for one in found if "nobody ever" in one}
    assert lonely == set(ways) - reachable(ways)
    if not goes_round(ways) and reachable(ways) == set(ways) and ways["s0"]:
        assert found == []


@given(graphs() | trees(), st.lists(st.integers(0, 2), min_size=DEEPEST, max_size=DEEPEST))
def test_an_accepted_flow_ends_for_any_answers_within_its_depth(
    ways: Ways, picks: list[int]
) -> None:
    content = content_of(ways)
    if faults_of(FLOW, content):
        return
    walked = Flow.from_content(content, 1)
    step, shown = walked.steps[walked.start], 1
    for pick in picks:
        if step.kind == "end":
            break
        step, shown = walked.steps[step.answers[pick % len(step.answers)].next], shown + 1
    assert (step.kind, step.outcome is not None) == ("end", True)
    assert shown <= DEEPEST


@given(graphs() | trees())
def test_every_step_of_an_accepted_flow_is_on_some_way(ways: Ways) -> None:
    content = content_of(ways)
    if not faults_of(FLOW, content):
        assert {one.name for one in Flow.from_content(content, 1).in_order()} == set(ways)


@given(trees(), st.data())
def test_a_flow_with_a_step_that_leads_back_is_refused_by_the_name_of_the_loop(
    ways: Ways, data: st.DataObject
) -> None:
    questions = [step for step in reachable(ways) if ways[step]]
    late = data.draw(st.sampled_from(sorted(questions)))
    ways[late] = [*ways[late][:1], "s0"]
    found = [one for one in faults_of(FLOW, content_of(ways)) if "in a loop" in one.message]
    assert found
    for one in found:
        named = one.message.removeprefix("it goes round in a loop: ").split(" → ")
        assert named[0] == named[-1]
        assert all(to in ways[step] for step, to in pairwise(named))


@given(st.sampled_from(sorted(flow())), JUNK)
def test_whatever_stands_there_is_told_or_taken_and_nothing_breaks(key: str, junk: Any) -> None:
    faults_of(FLOW, flow(**{key: junk}))


@given(st.sampled_from(sorted(flow()["steps"])), JUNK)
def test_whatever_a_step_is_it_is_told(step: str, junk: Any) -> None:
    assert faults_of(FLOW, flow(steps={**flow()["steps"], step: junk}))
