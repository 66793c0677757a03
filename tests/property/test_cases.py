"""What holds of a case whatever people, sources and requesters do to it."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from firstline_chassis.aggregate import PrivateEvent
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.errors import Refused
from firstline_escalation.domain.following import Following
from firstline_escalation.domain.moving import Moved
from firstline_escalation.domain.requests import Requests
from firstline_events.vocabulary import Referral, Timeline
from tests.support.cases import LINES, SYSTEM, by, opened

AGENTS = st.sampled_from(["ada", "bea", "carla"])
LINE = st.sampled_from([None, "self-service", "first", "second", "third", "attic"])
QUEUE = st.sampled_from([one.id for one in LINES.queues] + ["attic"])
TEXT = st.sampled_from([None, " ", "words"])
CATEGORY = st.sampled_from([None, "vpn", "hardware", "billing"])
Act = Callable[[Case], Any]


def _hear(case: Case, category: str | None) -> None:
    case.heard = case.heard._replace(category=category)
    case.route_anew(LINES, SYSTEM)


def acts() -> st.SearchStrategy[Act]:
    """Anything that anybody may try, sensible or not."""
    number = st.integers(1, 4)
    return st.one_of(
        st.builds(lambda who: lambda c: c.take(by(who)), AGENTS),
        st.builds(lambda who, whom: lambda c: c.assign(whom, by(who)), AGENTS, AGENTS),
        st.builds(lambda who: lambda c: c.release(None, by(who)), AGENTS),
        st.builds(
            lambda said, who, to: lambda c: c.escalate(said, LINES, by(who), line=to),
            TEXT,
            AGENTS,
            LINE,
        ),
        st.builds(
            lambda said, who, to: lambda c: c.hand_back(said, LINES, by(who), line=to),
            TEXT,
            AGENTS,
            LINE,
        ),
        st.builds(lambda to, who: lambda c: c.move(to, "why", LINES, by(who)), QUEUE, AGENTS),
        st.builds(lambda n: lambda c: c.take_request(n, LINES, SYSTEM), number),
        st.builds(lambda n, said: lambda c: c.decline(n, said, by()), number, TEXT),
        st.builds(lambda what: lambda c: _hear(c, what), CATEGORY),
        st.just(lambda c: c.end("resolved", SYSTEM)),
        st.just(lambda c: c.end("merged", SYSTEM)),
        st.just(lambda c: c.resume(LINES, SYSTEM)),
        st.just(lambda c: c.resume(LINES, SYSTEM, parted=True)),
        st.just(lambda c: c.refer(Referral.VENDOR, "there", None, by())),
        st.just(lambda c: c.declare("all is down", by())),
        st.just(lambda c: c.lift("all is up", by())),
    )


def _refuses(act: Act, case: Case) -> bool:
    try:
        act(case)
    except Refused:
        return True
    return False


def lived(story: list[Act], case: Case | None = None) -> tuple[Case, list[PrivateEvent]]:
    """The case after all that was not refused, and its events; a refusal changes nothing."""
    case = case or opened()
    for act in story:
        before = len(case.pending_events)
        if _refuses(act, case):
            assert len(case.pending_events) == before
    return case, list(case.pending_events)  # type: ignore[arg-type]


@given(st.lists(acts(), max_size=30))
def test_moves_are_the_changes_of_place_and_each_counts_itself(story: list[Act]) -> None:
    case, events = lived(story)
    moves = [event for event in events if isinstance(event, Moved)]
    assert [move.moves for move in moves] == list(range(1, len(moves) + 1))
    assert case.moves == len(moves)
    for move in moves:
        assert (move.line, move.queue) != (move.previous_line, move.previous_queue)
        assert LINES.queue(move.queue) is not None


@given(st.lists(acts(), max_size=30))
def test_the_owner_of_record_is_the_first_agent_and_stays(story: list[Act]) -> None:
    case, events = lived(story)
    given_to = [event for event in events if isinstance(event, Case.Assigned)]
    assert {event.owner for event in given_to} <= {event.assignee for event in given_to[:1]}
    assert case.owner == (given_to[0].assignee if given_to else None)


@given(st.lists(acts(), max_size=30))
def test_a_request_is_answered_once_or_open(story: list[Act]) -> None:
    case, events = lived(story)
    taken = [event.request for event in events if isinstance(event, Requests.RequestTaken)]
    closed = [
        event.request
        for event in events
        if isinstance(event, Case.Escalated | Requests.RequestDeclined) and event.request
    ]
    still_open = [] if case.open_request is None else [case.open_request]
    for request in set(taken):
        assert closed.count(request) + still_open.count(request) >= taken.count(request)
    assert len(taken) - len(still_open) <= len(closed)


@given(st.lists(acts(), max_size=30))
def test_the_events_alone_give_the_case(story: list[Act]) -> None:
    case, events = lived(story)
    again = Case.vacant(case.id)
    for event in events:
        again.absorb(event)
    again.heard = case.heard
    left_out = ("_pending_events", "_created_on")
    states = [{k: v for k, v in vars(one).items() if k not in left_out} for one in (case, again)]
    assert states[0] == states[1]


@given(st.lists(acts(), max_size=30))
def test_a_move_takes_it_from_everybody_and_an_ended_case_moves_no_more(story: list[Act]) -> None:
    case = opened()
    for act in story:
        ended, moves, known = case.ended, case.moves, len(case.pending_events)
        _, events = lived([act], case)
        if any(isinstance(event, Moved) for event in events[known:]):
            assert case.assignee is None
        assert ended is None or case.moves == moves


REPORTS = st.lists(
    st.tuples(st.sampled_from([None, "A", "B", "C"]), st.sampled_from([None, "r1", "r2"]))
)


@settings(max_examples=50)
@given(REPORTS)
def test_an_imported_case_is_where_its_source_said_last(reports: list[tuple[Any, Any]]) -> None:
    case = opened(timeline=Timeline.SOURCE)
    for queue, assignee in reports:
        case.follow(queue, assignee, SYSTEM)
    queues = [queue for queue, _ in reports]
    changes = [(a, b) for a, b in zip([None, *queues], queues, strict=False) if a not in (None, b)]
    assert (case.queue, case.assignee) == (reports[-1] if reports else (None, None))
    assert case.moves == len(changes)
    followed = [e for e in case.pending_events if isinstance(e, Following.SourceFollowed)]
    assert all(event.changed for event in followed)
