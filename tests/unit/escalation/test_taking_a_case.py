"""Who has a case, and who answers to the requester."""

import pytest

from firstline_escalation.domain import errors
from firstline_escalation.domain.case import Case
from tests.support.cases import LINES, bounced, by, last, on_second, opened


def test_whoever_takes_it_first_has_it_and_is_its_owner_of_record() -> None:
    case = opened()
    case.take(by("ada"))
    assert (case.assignee, case.owner) == ("ada", "ada")
    event = last(case)
    assert isinstance(event, Case.Assigned)
    assert (event.how, event.previous_assignee, event.intake_sequence) == ("taken", None, 2)


def test_a_case_that_somebody_has_is_refused_with_who_has_it() -> None:
    case = opened()
    case.take(by("ada"))
    with pytest.raises(errors.CaseIsTaken, match="ada has this case") as refused:
        case.take(by("bea"))
    assert refused.value.members == {"assignee": "ada"}
    with pytest.raises(errors.CaseIsTaken, match="You have this case already"):
        case.take(by("ada"))


def test_a_case_can_be_given_to_somebody_else_and_its_owner_of_record_stays() -> None:
    case = opened()
    case.take(by("ada"))
    case.assign("bea", by("carla"))
    assert (case.assignee, case.owner) == ("bea", "ada")
    assert (last(case).how, last(case).previous_assignee) == ("assigned", "ada")
    with pytest.raises(errors.CaseIsAssignedSo, match="bea has this case already"):
        case.assign("bea", by("carla"))


def test_a_released_case_can_be_taken_by_anybody_and_keeps_its_owner() -> None:
    case = opened()
    case.take(by("ada"))
    case.release("my shift ends", by("ada"))
    assert (case.assignee, last(case).reason) == (None, "my shift ends")
    case.take(by("bea"))
    assert (case.assignee, case.owner) == ("bea", "ada")


def test_what_nobody_has_cant_be_released() -> None:
    with pytest.raises(errors.NobodyHasIt, match="waits in its queue"):
        opened().release(None, by("ada"))


def test_a_case_taken_for_the_first_time_above_the_first_line_is_owned_there() -> None:
    case = opened()
    case.escalate("clearly a network fault", LINES, by("ada"))
    assert (case.assignee, case.owner) == (None, None)
    case.take(by("bea"))
    case.hand_back("tell them that it works", LINES, by("bea"))
    case.take(by("cid"))
    assert case.owner == "bea"


def test_the_owner_of_record_stays_through_every_hand_over() -> None:
    assert on_second("ada").owner == bounced(4).owner == "ada"


@pytest.mark.parametrize("way", ["take", "assign", "release", "escalate", "refer", "declare"])
def test_requesters_work_on_no_case(way: str) -> None:
    case, requester = opened(), by("rita", "requester")
    acts = {
        "take": lambda: case.take(requester),
        "assign": lambda: case.assign("ada", requester),
        "release": lambda: case.release(None, requester),
        "escalate": lambda: case.escalate("now!", LINES, requester),
        "refer": lambda: case.refer("vendor", "them", None, requester),  # type: ignore[arg-type]
        "declare": lambda: case.declare("mine", requester),
    }
    with pytest.raises(errors.NotForRequesters, match="through the ticket"):
        acts[way]()
    assert len(case.pending_events) == 1
