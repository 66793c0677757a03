"""Up with findings, down with a note, sideways by its keepers."""

import pytest

from firstline_escalation.domain import errors
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.values import Place
from tests.support.cases import LINES, by, last, on_second, opened


def test_escalating_takes_it_to_the_next_lines_queue_for_its_category() -> None:
    case = opened("vpn")
    case.take(by("ada"))
    case.escalate("The tunnel breaks.", LINES, by("ada"))
    assert (case.place, case.assignee, case.moves) == (Place("second", "network"), None, 1)
    event = last(case)
    assert isinstance(event, Case.Escalated)
    assert (event.previous_line, event.previous_queue) == ("first", "desk")
    assert (event.previous_assignee, event.owner) == ("ada", "ada")
    assert (event.policy, event.returned, event.findings) == (
        "lines@3",
        False,
        "The tunnel breaks.",
    )


def test_escalating_can_name_a_line_further_up() -> None:
    case = opened()
    case.escalate("The vendor knows this fault.", LINES, by(), line="third")
    assert case.place == Place("third", "vendors")


def test_escalating_follows_the_category_as_it_is_now() -> None:
    case = opened("vpn")
    case.heard = case.heard._replace(category="billing")
    case.escalate("Not the network.", LINES, by())
    assert case.queue == "applications"


@pytest.mark.parametrize("findings", [None, "", "  \n"])
def test_escalating_without_findings_is_refused(findings: str | None) -> None:
    with pytest.raises(errors.FindingsMissing, match="what was found and tried"):
        opened().escalate(findings, LINES, by())


@pytest.mark.parametrize(
    ("line", "refusal", "remedy"),
    [
        ("second", errors.SameLine, "on line second already; name another line"),
        ("first", errors.NotAbove, "hand the case back instead"),
        ("self-service", errors.LineWithoutQueues, "Lines with queues: first, second, third"),
        ("fourth", errors.NoSuchLine, "lines with queues: first, second, third"),
    ],
)
def test_escalating_to_a_line_that_cant_take_over_is_refused(
    line: str, refusal: type[errors.Refused], remedy: str
) -> None:
    case = on_second()
    with pytest.raises(refusal, match=remedy):
        case.escalate("Still broken.", LINES, by(), line=line)
    assert case.moves == 1


def test_nothing_is_above_the_highest_line() -> None:
    case = on_second()
    case.escalate("Still broken.", LINES, by())
    with pytest.raises(errors.HighestLine, match="no line above third; refer"):
        case.escalate("Still broken.", LINES, by())


def test_handing_back_returns_it_to_the_queue_of_that_line_where_it_was() -> None:
    case = opened("vpn")
    case.take(by("carla"))
    case.move("devices", "it is the router", LINES, by("carla"))
    case.escalate("No, it is the tunnel.", LINES, by("ada"))
    case.hand_back("Ask for a photo of the router.", LINES, by("bea"))
    assert (case.place, case.moves) == (Place("first", "devices"), 3)
    assert (last(case).returned, last(case).note) == (True, "Ask for a photo of the router.")


def test_handing_back_to_a_line_where_it_never_was_is_routed() -> None:
    case = opened("vpn")
    case.escalate("The vendor knows this fault.", LINES, by(), line="third")
    case.hand_back("No, we don't.", LINES, by("vic"))
    assert (case.place, last(case).returned) == (Place("second", "network"), False)


@pytest.mark.parametrize("note", [None, " "])
def test_handing_back_without_a_note_is_refused(note: str | None) -> None:
    with pytest.raises(errors.NoteMissing, match="why it goes back"):
        on_second().hand_back(note, LINES, by())


@pytest.mark.parametrize(
    ("line", "refusal", "remedy"),
    [
        ("second", errors.SameLine, "on line second already"),
        ("third", errors.NotBelow, "escalate the case instead"),
        ("self-service", errors.LineWithoutQueues, "it has no queues"),
        ("cellar", errors.NoSuchLine, "lines@3 has no line cellar"),
    ],
)
def test_handing_back_to_a_line_that_is_not_lower_is_refused(
    line: str, refusal: type[errors.Refused], remedy: str
) -> None:
    with pytest.raises(refusal, match=remedy):
        on_second().hand_back("Yours.", LINES, by(), line=line)


def test_nothing_is_below_the_lowest_line_with_agents() -> None:
    with pytest.raises(errors.LowestLine, match="no line below first; release"):
        opened().hand_back("Yours.", LINES, by())


def test_its_owner_and_coordinators_move_it_to_any_queue() -> None:
    case = opened()
    case.take(by("ada"))
    case.move("devices", "it is the router", LINES, by("ada"))
    case.move("vendors", "they built it", LINES, by("carla"))
    assert (case.place, case.moves, case.assignee) == (Place("third", "vendors"), 2, None)
    event = last(case)
    assert isinstance(event, Case.Routed)
    assert (event.reason, event.previous_queue) == ("they built it", "devices")


def test_nobody_else_moves_it_sideways_and_the_refusal_names_who_may() -> None:
    case = opened()
    case.take(by("ada"))
    with pytest.raises(errors.NotYoursToMove, match="ada") as refused:
        case.move("devices", "it is the router", LINES, by("bea"))
    assert refused.value.members == {"may_move": ["ada", "carla"]}


def test_it_is_moved_to_another_queue_that_exists() -> None:
    with pytest.raises(errors.SameQueue, match="in queue desk already"):
        opened().move("desk", "why not", LINES, by("carla"))
    with pytest.raises(errors.NoSuchQueue, match="it has desk, desk-it, devices"):
        opened().move("attic", "why not", LINES, by("carla"))
