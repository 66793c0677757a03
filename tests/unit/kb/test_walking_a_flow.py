"""A walk keeps to one version, is answered at the step that it shows, and ends once."""

from collections.abc import Callable
from uuid import UUID

import pytest

from firstline_events.vocabulary import Language
from firstline_events.walks import WalkOutcome
from firstline_kb.domain import walk_errors
from firstline_kb.domain.flow import Flow
from firstline_kb.domain.walk import Walk
from tests.support.articles import by
from tests.support.flows import flow
from tests.support.walks import ARTICLE, FLOW, TICKET, answered, started

TO_DOCK = (("lamp", "lit"), ("clean", "not_helped"))
ID, OTHER = UUID(TICKET), UUID("7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a11")
ADA = by("ada", kind="requester")


def told(walk: Walk) -> list[str]:
    return [type(one).__name__ for one in walk.pending_events]


def test_a_walk_shows_the_first_step_of_the_version_that_counts() -> None:
    walk = started()
    assert (walk.flow, walk.flow_version, walk.step, walk.place) == (FLOW.name, 3, "lamp", 1)
    assert (walk.is_open, told(walk)) == (True, ["Started"])


@pytest.mark.parametrize(
    ("asked", "given"), [(Language.IT, "it"), (Language.EL, "en"), (None, "en")]
)
def test_a_language_that_the_flow_lacks_is_its_first_one(
    asked: Language | None, given: str
) -> None:
    assert started(asked).language == given


def test_answers_lead_on_and_are_kept_as_they_were_read() -> None:
    walk = answered(("lamp", "lit"), walk=started(Language.IT))
    assert (walk.step, walk.place) == ("clean", 2)
    assert walk.path == [("lamp", "La lampada è accesa?", "lit", "È accesa")]
    walk.answer(FLOW, "clean", "not_helped", lambda _: None, ADA)
    assert walk.path[-1] == ("clean", "Pulire il vetro.", "not_helped", "No, non ha funzionato")


def test_an_end_ends_it_with_its_outcome_and_article() -> None:
    walk = answered(("lamp", "lit"), ("clean", "helped"))
    assert told(walk) == ["Started", "Answered", "Answered", "Ended"]
    assert (walk.outcome, walk.step, walk.place) == ("solved", "clean-again", 3)
    assert (walk.article, walk.is_open, len(walk.path)) == (ARTICLE, False, 2)


def test_an_end_without_an_article_names_none() -> None:
    walk = answered(*TO_DOCK, ("dock", "not_helped"))
    assert (walk.outcome, walk.article) == (WalkOutcome.NOT_SOLVED, None)


def test_a_stale_answer_is_told_what_is_shown_now() -> None:
    walk = answered(("lamp", "lit"))
    with pytest.raises(walk_errors.StaleStep, match=r"that is clean, “Clean the window\.”") as no:
        answered(("lamp", "dark"), walk=walk)
    shown = {"step": "clean", "text": "Clean the window.", "place": 2}
    assert no.value.members == {"shown": shown}
    assert (walk.step, len(walk.path)) == ("clean", 1)


def test_an_answer_that_the_step_lacks_is_told_those_that_it_has() -> None:
    with pytest.raises(walk_errors.NoSuchAnswer, match="it takes lit, dark") as no:
        answered(("lamp", "broken"))
    assert no.value.members == {"answers": ["lit", "dark"]}


def test_an_answer_is_taken_back_and_its_step_shown_again() -> None:
    walk = answered(("lamp", "lit"))
    walk.back(FLOW, "clean", ADA)
    assert (walk.step, walk.place, walk.path) == ("lamp", 1, [])
    assert answered(("lamp", "dark"), walk=walk).step == "dock"
    retraced = walk.pending_events[2]
    assert isinstance(retraced, Walk.Retraced)
    assert (retraced.step, retraced.to_step, retraced.place) == ("clean", "lamp", 1)


def test_nothing_is_taken_back_at_the_first_step() -> None:
    with pytest.raises(walk_errors.NothingToTakeBack):
        started().back(FLOW, None, ADA)


def test_a_second_click_on_back_takes_no_second_step_back() -> None:
    walk = answered(*TO_DOCK)
    walk.back(FLOW, "dock", ADA)
    with pytest.raises(walk_errors.StaleStep):
        walk.back(FLOW, "dock", ADA)
    assert walk.step == "clean"


def test_whoever_gives_up_does_so_at_the_step_shown() -> None:
    walk = answered(("lamp", "lit"))
    walk.give_up(FLOW, "clean", ADA)
    ended = walk.pending_events[-1]
    assert isinstance(ended, Walk.Ended)
    assert (ended.outcome, ended.step, ended.place) == ("given_up", "clean", 2)
    assert ended.path == (("lamp", "Is the lamp on?", "lit", "It is lit"),)


@pytest.mark.parametrize(
    "act",
    [
        lambda walk: answered(("clean", "helped"), walk=walk),
        lambda walk: walk.back(FLOW, None, ADA),
        lambda walk: walk.give_up(FLOW, None, ADA),
    ],
)
def test_what_is_over_takes_nothing_more(act: Callable[[Walk], object]) -> None:
    walk = answered(("lamp", "lit"), ("clean", "helped"))
    with pytest.raises(walk_errors.WalkEnded, match="over: solved") as no:
        act(walk)
    assert no.value.members == {"outcome": "solved"}


def test_a_retired_flow_is_not_begun_and_says_why() -> None:
    retired = Flow.from_content(flow(retired="We have new scanners."), 4)
    with pytest.raises(walk_errors.FlowRetired, match="We have new scanners"):
        Walk.vacant(ID).start(retired, None, ADA)


def test_a_walk_is_for_a_ticket_or_for_a_draft() -> None:
    with pytest.raises(walk_errors.ForBoth):
        started(ticket=ID, draft=OTHER)


def test_a_walk_for_a_ticket_belongs_to_it_from_the_start() -> None:
    walk = started(ticket=ID)
    assert (walk.ticket, told(walk)) == (ID, ["Started", "Attached"])


def test_a_ticket_opened_from_the_middle_ends_the_walk_there_and_takes_its_way() -> None:
    walk = answered(("lamp", "lit"))
    assert walk.go_with(ID, ADA)
    assert told(walk) == ["Started", "Answered", "Ended", "Attached"]
    assert (walk.outcome, walk.ticket, walk.by_silence) == ("given_up", ID, False)
    attached = walk.pending_events[-1]
    assert isinstance(attached, Walk.Attached)
    assert (attached.outcome, attached.path) == ("given_up", tuple(walk.path))


def test_a_ticket_opened_after_the_end_keeps_the_outcome() -> None:
    walk = answered(*TO_DOCK, ("dock", "not_helped"))
    assert walk.go_with(ID, ADA)
    assert (walk.outcome, walk.ticket, told(walk)[-2:]) == ("not_solved", ID, ["Ended", "Attached"])


def test_a_walk_belongs_to_one_ticket_and_once() -> None:
    walk = answered(("lamp", "lit"))
    assert walk.go_with(ID, ADA)
    before = walk.version
    assert walk.go_with(ID, ADA)
    assert not walk.go_with(OTHER, ADA)
    assert (walk.version, walk.ticket) == (before, ID)


def test_a_walk_that_nobody_began_is_no_ticket_s() -> None:
    walk = Walk.vacant(ID)
    assert not walk.go_with(OTHER, ADA)
    assert not walk.exists


def test_silence_gives_up_what_goes_on_and_nothing_else() -> None:
    walk = answered(("lamp", "lit"))
    walk.fall_silent(ADA)
    assert (walk.outcome, walk.by_silence, walk.place) == ("given_up", True, 2)
    before = walk.version
    walk.fall_silent(ADA)
    assert walk.version == before
