"""Where a case begins, whom it follows, how it ends and comes back."""

import pytest

from firstline_escalation.domain import errors
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.values import Place
from firstline_events.vocabulary import Priority, Referral, Timeline
from tests.support.cases import CONTENT, LINES, SYSTEM, by, last, on_second, opened

SOURCE = Timeline.SOURCE


@pytest.mark.parametrize(
    ("category", "language", "queue"),
    [
        ("vpn", "en", "desk"),
        ("hardware", "de", "devices"),
        ("vpn", "it-CH", "desk-it"),
        (None, None, "desk"),
    ],
)
def test_a_live_case_begins_on_the_lowest_line_with_agents(
    category: str | None, language: str | None, queue: str
) -> None:
    case = opened(category, language)
    assert (case.place, case.moves) == (Place("first", queue), 0)
    assert queue in last(case).reason
    assert (last(case).policy, case.number) == ("lines@3", "FL-000007")


def test_an_imported_case_is_on_no_line_and_refuses_the_desk() -> None:
    case = opened(timeline=SOURCE)
    assert case.place == Place(None, None)
    with pytest.raises(errors.CaseFollowsItsSource, match="firstline import adopt"):
        case.take(by())


def test_an_imported_case_follows_its_source() -> None:
    case = opened(timeline=SOURCE)
    case.follow("Group 70", None, SYSTEM)
    case.follow("Group 70", "Resolver 12", SYSTEM)
    case.follow("Group 24", "Resolver 12", SYSTEM)
    case.follow("Group 70", "Resolver 12", SYSTEM)
    told = [(e.changed, e.moves, e.returned) for e in case.pending_events[1:]]  # type: ignore[attr-defined]
    assert told == [
        (["queue"], 0, False),
        (["assignee"], 0, False),
        (["queue"], 1, False),
        (["queue"], 2, True),
    ]
    assert (case.queue, case.assignee, case.owner) == ("Group 70", "Resolver 12", None)


def test_what_a_source_repeats_or_says_of_a_live_case_is_no_event() -> None:
    case, live = opened(timeline=SOURCE), opened()
    case.follow("Group 70", None, SYSTEM)
    case.follow("Group 70", None, SYSTEM)
    live.follow("Group 70", "Resolver 12", SYSTEM)
    assert (len(case.pending_events), len(live.pending_events)) == (2, 1)


def test_going_live_puts_it_into_a_queue_of_ours_and_nobody_has_it() -> None:
    case = opened("hardware", timeline=SOURCE)
    case.follow("Group 70", "Resolver 12", SYSTEM)
    case.heard = case.heard._replace(timeline=Timeline.LIVE)
    case.go_live(LINES, SYSTEM)
    assert (case.place, case.assignee, case.moves) == (Place("first", "devices"), None, 1)
    assert "went live and no line has a queue Group 70" in last(case).reason
    case.take(by("ada"))
    assert case.owner == "ada"


def test_going_live_stays_in_a_queue_that_is_ours() -> None:
    case = opened(timeline=SOURCE)
    case.follow("network", None, SYSTEM)
    case.heard = case.heard._replace(timeline=Timeline.LIVE)
    case.go_live(LINES, SYSTEM)
    assert case.place == Place("second", "network")


def test_a_changed_category_routes_a_case_anew_until_somebody_has_taken_it() -> None:
    case = opened("vpn")
    case.heard = case.heard._replace(category="hardware")
    case.route_anew(LINES, SYSTEM)
    assert (case.queue, case.moves) == ("devices", 1)
    case.route_anew(LINES, SYSTEM)
    assert case.moves == 1
    case.take(by())
    case.release(None, by())
    case.heard = case.heard._replace(category="vpn")
    case.route_anew(LINES, SYSTEM)
    assert (case.queue, case.moves) == ("devices", 1)


def test_what_a_coordinator_has_moved_is_not_routed_anew() -> None:
    case = opened("vpn")
    case.move("devices", "I know better", LINES, by("carla"))
    case.route_anew(LINES, SYSTEM)
    assert case.queue == "devices"


def test_an_ended_case_refuses_the_desk_and_says_how_to_go_on() -> None:
    case = opened()
    case.take(by())
    case.end("resolved", SYSTEM)
    assert (last(case).assignee, last(case).owner) == ("ada", "ada")
    with pytest.raises(errors.CaseHasEnded, match="reopen the ticket"):
        case.take(by("bea"))
    with pytest.raises(errors.CaseHasEnded, match="reopen the ticket"):
        case.escalate("Beyond us.", LINES, by())
    case.end("closed", SYSTEM)
    assert len(case.pending_events) == 3


def test_a_resumed_case_is_back_where_it_was() -> None:
    case = on_second()
    case.take(by("bea"))
    case.end("resolved", SYSTEM)
    case.resume(LINES, SYSTEM)
    assert (case.place, case.assignee, case.owner) == (Place("second", "network"), "bea", "ada")
    assert (last(case).policy, case.moves) == ("lines@3", 1)
    case.resume(LINES, SYSTEM)
    assert isinstance(case.pending_events[-2], Case.Ended)


def test_a_resumed_case_whose_queue_is_gone_goes_to_its_successor() -> None:
    case = on_second()
    case.take(by("bea"))
    case.end("resolved", SYSTEM)
    second = {"id": "second", "queues": [{"id": "infrastructure", "default": True}]}
    lines = [*CONTENT["lines"][:2], second, CONTENT["lines"][3]]
    new = {**CONTENT, "lines": lines, "moved": {"network": "infrastructure"}}
    case.resume(Lines.from_content(new, 4), SYSTEM)
    assert (case.place, case.assignee) == (Place("second", "infrastructure"), None)


def test_merging_ends_a_case_and_parting_resumes_it() -> None:
    case = opened()
    case.end("merged", SYSTEM)
    with pytest.raises(errors.CaseHasEnded, match="unmerge the ticket"):
        case.take(by())
    case.resume(LINES, SYSTEM)
    assert case.ended == "merged"
    case.resume(LINES, SYSTEM, parted=True)
    assert case.ended is None


def test_what_was_resolved_before_it_was_merged_stays_so_when_it_is_parted() -> None:
    case = opened()
    case.end("resolved", SYSTEM)
    case.end("merged", SYSTEM)
    case.resume(LINES, SYSTEM, parted=True)
    assert case.ended == "resolved"


def test_a_referred_case_is_left_alone_until_its_ticket_is_reopened() -> None:
    case = opened()
    case.refer(Referral.TRAINING, "the course on spreadsheets", "asks for training", by())
    assert (last(case).to, last(case).where) == ("training", "the course on spreadsheets")
    with pytest.raises(errors.CaseIsReferred, match="reopen the ticket"):
        case.take(by())
    case.end("resolved", SYSTEM)
    case.resume(LINES, SYSTEM)
    case.take(by())
    assert case.assignee == "ada"


def test_a_major_incident_is_declared_once_and_lifted_once() -> None:
    case = opened()
    with pytest.raises(errors.NoMajorIncident, match="nothing to lift"):
        case.lift("never was", by())
    case.declare("nobody can work", by())
    assert case.major_incident
    with pytest.raises(errors.MajorIncidentAlready, match="lift it first"):
        case.declare("nobody can work", by())
    case.lift("they can again", by())
    assert not case.major_incident


def test_a_case_waits_for_triage_and_gives_up_once() -> None:
    case = opened(asked=2)
    assert waits(case) == (2, None)
    assert case.give_up_waiting(2, LINES, SYSTEM)
    assert waits(case) == (None, Priority.MODERATE)
    assert not last(case).late
    assert not case.give_up_waiting(2, LINES, SYSTEM)
    case.heard = case.heard._replace(asked=5)
    assert waits(case) == (5, Priority.MODERATE)
    case.heard = case.heard._replace(answered=5, priority=Priority.HIGH)
    assert waits(case) == (None, Priority.HIGH)


def waits(case: Case) -> tuple[int | None, Priority | None]:
    return (case.waits_for, case.priority)


def test_imported_and_ended_cases_wait_for_nobody() -> None:
    imported, ended = opened(timeline=SOURCE, asked=2), opened(asked=2)
    ended.end("closed", SYSTEM)
    assert imported.waits_for is ended.waits_for is None
    assert not imported.give_up_waiting(2, LINES, SYSTEM)


def test_new_lines_take_a_case_out_of_a_queue_that_is_gone() -> None:
    case, elsewhere = on_second(), opened()
    second = {"id": "second", "queues": [{"id": "infrastructure", "default": True}]}
    new = Lines.from_content(
        {**CONTENT, "lines": [*CONTENT["lines"][:2], second], "moved": {"network": "desk"}}, 4
    )
    case.adopt(new, by("carla"))
    elsewhere.adopt(new, by("carla"))
    assert (case.place, last(case).policy) == (Place("first", "desk"), "lines@4")
    assert last(case).reason == "desk takes over from network"
    assert len(elsewhere.pending_events) == 1
