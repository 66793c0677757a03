"""What holds for every impact, every urgency and every pair of tickets."""

from datetime import UTC, datetime
from itertools import pairwise, product
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from firstline_events.vocabulary import Level, Priority
from firstline_triage.adapters.files.policy_file import read_policy
from firstline_triage.domain.errors import PolicyRefused
from firstline_triage.domain.policy_table import scoring_policy
from firstline_triage.domain.scoring_policy import ScoringPolicy, turn

RISING = (Level.LOW, Level.MEDIUM, Level.HIGH)
PRIORITIES = (Priority.LOW, Priority.MODERATE, Priority.HIGH, Priority.CRITICAL)
POLICY = read_policy(None)

tickets = st.tuples(
    st.sampled_from([100, 200, 300, 400]),
    st.datetimes(timezones=st.just(UTC)),
    st.uuids(),
)
cells = st.fixed_dictionaries(
    {
        level: st.fixed_dictionaries({other: st.sampled_from(PRIORITIES) for other in RISING})
        for level in RISING
    }
)


def assert_monotone(policy: ScoringPolicy) -> None:
    """A step up in impact or in urgency never lowers the score."""
    for (lower, higher), other in product(pairwise(RISING), RISING):
        assert policy.score(lower, other).points <= policy.score(higher, other).points
        assert policy.score(other, lower).points <= policy.score(other, higher).points


def test_the_score_never_falls_when_impact_or_urgency_rises() -> None:
    assert_monotone(POLICY)


@given(cells)
def test_any_policy_that_is_accepted_is_monotone_too(matrix: dict[str, dict[str, str]]) -> None:
    points = dict(zip(PRIORITIES, (1, 2, 3, 4), strict=True))
    try:
        policy = scoring_policy({"name": "p", "version": 1, "matrix": matrix, "points": points})
    except PolicyRefused:
        return
    assert_monotone(policy)


@given(st.sampled_from(RISING), st.sampled_from(RISING))
def test_contributions_add_up_to_the_score_and_the_same_question_has_the_same_answer(
    impact: Level, urgency: Level
) -> None:
    score = POLICY.score(impact, urgency)
    assert score.points == sum(one.points for one in score.contributions)
    assert score == POLICY.score(impact, urgency)


@given(st.lists(tickets, unique_by=lambda one: one[2]), st.randoms(use_true_random=False))
def test_the_queue_is_a_total_order_whatever_order_the_tickets_came_in(
    queue: list[tuple[int, datetime, UUID]], chance: object
) -> None:
    places = [turn(*ticket) for ticket in queue]
    assert len(set(places)) == len(places)
    shuffled = list(places)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sorted(shuffled) == sorted(places)


@given(tickets, tickets)
def test_a_higher_score_goes_first_then_the_older_ticket_then_the_smaller_id(
    one: tuple[int, datetime, UUID], other: tuple[int, datetime, UUID]
) -> None:
    first, second = sorted([one, other], key=lambda ticket: turn(*ticket))
    assert first[0] >= second[0]
    if first[0] == second[0]:
        assert first[1:] <= second[1:]
