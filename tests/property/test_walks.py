"""Whatever is answered, taken back and answered again: the path is the way to the step shown."""

from hypothesis import given
from hypothesis import strategies as st

from firstline_chassis.policies.contents import faults_of
from firstline_kb.domain.flow import Flow
from firstline_kb.domain.flow_table import FLOW
from firstline_kb.domain.flow_ways import DEEPEST
from firstline_kb.domain.walk import Walk
from tests.support.articles import by
from tests.support.flows import content_of, trees
from tests.support.walks import WALK

ADA = by("ada", kind="requester")
flows = (
    trees()
    .map(content_of)
    .filter(lambda content: not faults_of(FLOW, content))
    .map(lambda content: Flow.from_content(content, 1))
)
words = st.lists(st.integers(-1, 2), max_size=40)
"""-1 takes an answer back; any other number picks one."""


def step_after(flow: Flow, walk: Walk) -> str:
    """Where the path leads, followed by hand from the start."""
    at = flow.start
    for passed in walk.path:
        assert passed.step == at
        answer = flow.steps[at].answer(passed.answer)
        assert answer is not None
        at = answer.next
    return at


def begun(flow: Flow) -> Walk:
    walk = Walk.vacant(WALK)
    walk.start(flow, None, ADA)
    return walk


def say(flow: Flow, walk: Walk, word: int) -> None:
    """One word of the walker, if it can be said as things stand."""
    if not walk.is_open:
        return
    answers = flow.steps[walk.step].answers
    if word >= 0:
        walk.answer(flow, walk.step, answers[word % len(answers)].name, lambda _: None, ADA)
    elif walk.path:
        walk.back(flow, walk.step, ADA)


@given(flows, words)
def test_the_path_leads_to_the_step_shown_and_the_place_counts_it(
    flow: Flow, words: list[int]
) -> None:
    walk = begun(flow)
    for word in words:
        say(flow, walk, word)
        assert step_after(flow, walk) == walk.step
        assert walk.place == len(walk.path) + 1 <= DEEPEST
        assert walk.is_open == (flow.steps[walk.step].kind != "end")


@given(flows, words)
def test_places_in_events_count_the_steps_shown(flow: Flow, words: list[int]) -> None:
    walk, place = begun(flow), 1
    for word in words:
        say(flow, walk, word)
    for event in walk.pending_events:
        if isinstance(event, Walk.Answered):
            assert event.place == place
        place += isinstance(event, Walk.Answered) - isinstance(event, Walk.Retraced)
        if isinstance(event, Walk.Retraced | Walk.Ended):
            assert event.place == place
