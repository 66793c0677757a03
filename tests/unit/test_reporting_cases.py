"""Given a case's row, when escalation tells an event, then the row and what it leaves are these."""

from datetime import timedelta
from typing import Any

from firstline_events import escalation
from firstline_events.message import Message
from firstline_events.vocabulary import Timeline
from firstline_reporting.read_models.cases import Case, apply, from_row, to_row
from firstline_reporting.read_models.moves import MOVES
from tests.support.case_events import BEGIN, Life, case, place

DESK, NETWORK = ("first", "desk"), ("second", "network")


def opened(line: str | None = "first", queue: str | None = "desk") -> Message:
    timeline = Timeline.LIVE if line else Timeline.SOURCE
    words: dict[str, Any] = {
        "timeline": timeline,
        "opened_at": BEGIN,
        "reason": "it is the default",
    }
    return case(escalation.CaseOpened, line=line, queue=queue, **words)


def assigned(agent: str, owner: str = "ann") -> Message:
    return case(escalation.CaseAssigned, assignee=agent, owner=owner, how="taken")


def escalated(**words: Any) -> Message:
    there = place(*NETWORK, DESK, **words)
    return case(escalation.CaseEscalated, findings="no link", owner="ann", **there)


def handed_back() -> Message:
    there = place(*DESK, NETWORK, returned=True)
    return case(escalation.CaseHandedBack, note="it was the cable", **there)


def followed(**words: Any) -> Message:
    fields = {"changed": tuple(one for one in ("queue", "assignee") if one in words)}
    return case(escalation.SourceFollowed, moves=1, **{"returned": False, **fields, **words})


def after(*messages: Message, agent: str | None = "ann") -> Case:
    """The case after these events, an hour apart."""
    life = Life()
    for number, message in enumerate(messages):
        life.tells(60 * number, message, agent=agent)
    it = Case(life.ticket_id)
    for arrival in life.arrivals:
        apply(it, arrival)
    return it


def told(it: Case) -> list[dict[str, Any]]:
    names = [name for name, _ in MOVES.columns]
    return [dict(zip(names, row, strict=True)) for row in it.moved]


def test_a_case_begins_where_it_was_put() -> None:
    it = after(opened())
    assert (it.first_line, it.first_queue, it.policy, it.state) == (*DESK, "lines@1", "open")
    assert (it.line.value, it.desk_queue.value, it.desk_assignee.value) == (*DESK, None)
    assert it.moved == []


def test_an_escalation_is_a_move_and_leaves_the_case_to_nobody() -> None:
    it = after(opened(), assigned("ann"), escalated())
    [move] = told(it)
    assert (move["kind"], move["from_line"], move["to_line"]) == ("escalated", "first", "second")
    assert (move["from_agent"], move["by_agent"], move["returned"]) == ("ann", "ann", False)
    assert move["at"] == BEGIN + timedelta(hours=2)
    assert (it.desk_assignee.value, it.owner.value) == (None, "ann")


def test_what_a_line_had_comes_to_an_end_when_the_next_takes_over() -> None:
    it = after(opened(), assigned("ann"), escalated())
    spells = {(one.aspect, one.value, one.sequence, one.next_sequence) for one in it.ended}
    assert spells == {
        ("line", "first", 1, 3),
        ("desk_queue", "desk", 1, 3),
        ("desk_assignee", "ann", 2, 3),
    }


def test_handing_back_is_counted_as_a_return() -> None:
    it = after(opened(), escalated(), handed_back())
    assert [move["kind"] for move in told(it)] == ["escalated", "handed_back"]
    assert (it.moves, it.returns) == (2, 1)


def test_a_source_that_first_names_a_queue_moves_nothing() -> None:
    it = after(opened(None, None), followed(queue="Group 1", assignee="Resolver 1"))
    assert it.moved == []
    assert (it.desk_queue.value, it.desk_assignee.value) == ("Group 1", "Resolver 1")
    assert it.line.sequence is None


def test_a_source_that_names_another_queue_moves_the_case() -> None:
    it = after(opened(None, None), followed(queue="Group 1"), followed(queue="Group 2"), agent=None)
    [move] = told(it)
    assert (move["kind"], move["from_queue"], move["to_queue"]) == ("source", "Group 1", "Group 2")
    assert (move["direct"], move["by_kind"], move["by_agent"]) == (True, "system", None)


def test_a_queue_that_was_unknown_for_a_while_is_no_move_by_itself() -> None:
    lost = (opened(None, None), followed(queue="Group 1"), followed(queue=None))
    assert after(*lost).moved == []
    assert after(*lost, followed(queue="Group 1", returned=True)).moved == []
    [move] = told(after(*lost, followed(queue="Group 2")))
    assert (move["from_queue"], move["direct"]) == ("Group 1", False)


def test_a_source_that_comes_back_to_a_queue_returns_whatever_lay_between() -> None:
    names = ("Group 1", "Group 2", None, "Group 1", "Group 3")
    it = after(opened(None, None), *(followed(queue=name) for name in names))
    assert [move["returned"] for move in told(it)] == [False, True, False]
    assert (it.moves, it.returns) == (3, 1)


def test_who_had_the_case_stays_on_record_when_it_ends() -> None:
    end = case(escalation.CaseEnded, why="resolved", assignee="ann", owner="ann")
    it = after(opened(), assigned("ann"), end)
    assert (it.state, it.ended_why, it.desk_assignee.value) == ("ended", "resolved", "ann")
    [row] = it.ends
    assert row[4:] == ("resolved", *DESK, "ann", "ann")


def test_a_resumed_case_is_open_where_escalation_puts_it() -> None:
    end = case(escalation.CaseEnded, why="closed")
    back = case(escalation.CaseResumed, line="second", queue="network", assignee="bo", owner="ann")
    it = after(opened(), end, back)
    assert (it.state, it.ended_why) == ("open", None)
    assert (it.line.value, it.desk_assignee.value, it.moves) == ("second", "bo", 0)


def test_a_major_incident_is_declared_and_lifted() -> None:
    declared = case(escalation.MajorIncidentDeclared, reason="all lines are down")
    lifted = case(escalation.MajorIncidentLifted, reason="they are up")
    assert after(opened(), declared).major_incident
    assert not after(opened(), declared, lifted).major_incident


def test_a_released_case_is_nobodys() -> None:
    released = case(escalation.CaseReleased, previous_assignee="ann")
    assert after(opened(), assigned("ann"), released).desk_assignee.value is None


def test_an_event_that_changes_nothing_shown_still_advances_the_row() -> None:
    taken = case(escalation.EscalationRequestTaken, request=1, line="first", intake_sequence=9)
    it = after(opened(), taken)
    assert (it.sequence, it.intake_sequence) == (2, 9)


def test_a_row_that_was_written_reads_back_as_it_was() -> None:
    it = after(opened(), assigned("ann"), escalated(), handed_back())
    again = from_row(to_row(it))
    assert to_row(again) == to_row(it)
    assert (again.line, again.desk_queue) == (it.line, it.desk_queue)
