"""A case is not sent to and fro for ever, and the refusal says what to do instead."""

import pytest

from firstline_escalation.domain import errors
from firstline_escalation.domain.lines import Lines
from tests.support.cases import CONTENT, LINES, bounced, by


def refused(case_moves: int, category: str | None = "vpn") -> errors.BounceLimitReached:
    case = bounced(case_moves, category)
    with pytest.raises(errors.BounceLimitReached) as refusal:
        case.escalate("Not ours.", LINES, by("bea"))
    assert case.moves == case_moves
    return refusal.value


def test_below_the_limit_anybody_moves_it() -> None:
    assert bounced(4).moves == 4


def test_at_the_limit_the_refusal_names_who_may_move_it_and_a_better_target() -> None:
    refusal = refused(4)
    assert "has moved 4 times" in str(refusal)
    assert "owner of record (ada) or a coordinator (carla)" in str(refusal)
    assert "has not been in vendors of line third yet" in str(refusal)
    better = refusal.members["better_target"]
    assert (better["line"], better["queue"]) == ("third", "vendors")
    assert refusal.members["may_move"] == ["ada", "carla"]


def test_handing_back_is_limited_as_escalating_is() -> None:
    short = Lines.from_content({**CONTENT, "bounce_limit": 1}, 3)
    case = bounced(1)
    with pytest.raises(errors.BounceLimitReached, match="lines@3"):
        case.hand_back("Not ours.", short, by("bea"))


@pytest.mark.parametrize("keeper", ["ada", "carla"])
def test_its_owner_and_coordinators_may_still_move_it(keeper: str) -> None:
    case = bounced(4)
    case.escalate("Really not ours.", LINES, by(keeper))
    assert (case.moves, case.owner) == (5, "ada")


def test_without_a_category_the_refusal_says_that_it_is_missing() -> None:
    case = bounced(4, None)
    case.escalate("Try the vendor.", LINES, by("ada"), line="third")
    with pytest.raises(errors.BounceLimitReached, match="Its category is missing") as refusal:
        case.hand_back("Not ours.", LINES, by("bea"))
    assert refusal.value.members["missing"] == ["category"]


def test_when_every_queue_has_had_it_findings_are_missing() -> None:
    case = bounced(4)
    case.escalate("Try the vendor.", LINES, by("ada"), line="third")
    with pytest.raises(errors.BounceLimitReached, match="findings that say why none"):
        case.hand_back("Not ours.", LINES, by("bea"))
