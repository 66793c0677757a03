"""A ticket as a foreign desk records it: every state is a fact, and only what changed is told."""

from datetime import timedelta
from itertools import product

import pytest

from firstline_events.vocabulary import RESTING, Level, Outcome, Status, Timeline
from firstline_intake.domain import errors
from firstline_intake.domain.living import Living
from firstline_intake.domain.ticket import Moved, Ticket
from firstline_intake.domain.values import (
    Assignment,
    Classification,
    SourceFields,
    Standing,
    Statement,
)
from tests.support.ticket_acts import (
    OPENED,
    Act,
    closes,
    imported,
    live,
    moves_to,
    observes,
    records,
    reopens,
    reports,
    resolves,
    says,
    snapshot,
)

ACTIVE = Standing(Status.OPEN, "Active")
WHOLE = snapshot(
    ACTIVE,
    classification=Classification("mail", Level.HIGH, Level.LOW, "1 - High", "3 - Low"),
    assignment=Assignment("G1", "R7"),
    fields=SourceFields(priority="2", reopen_count=0),
)


def test_a_first_record_tells_all_that_it_says_in_a_fixed_order() -> None:
    told = imported().when(records(WHOLE, first=True))
    assert [type(event) for event in told] == [
        Ticket.Classified,
        Ticket.StatusChanged,
        Ticket.AssignmentReported,
        Ticket.SourceFieldsReported,
    ]
    assert {event.at for event in told} == {OPENED + timedelta(minutes=5)}
    assert [event.originator_version for event in told] == [2, 3, 4, 5]


def test_a_first_status_has_no_word_of_the_source_before_it() -> None:
    _, moved, *_ = imported().when(records(WHOLE, first=True))
    assert isinstance(moved, Moved)
    assert (moved.previous_status, moved.previous_source_status) == (Status.NEW, None)


def test_a_later_status_has_the_word_before_it_even_the_implied_one() -> None:
    given = imported(records(snapshot(), first=True))
    (moved,) = given.when(records(snapshot(ACTIVE)))
    assert isinstance(moved, Ticket.StatusChanged)
    assert (moved.source_status, moved.previous_source_status) == ("Active", "New")


def test_a_first_record_that_says_new_makes_no_status_event() -> None:
    assert imported().when(records(snapshot(), first=True)) == []


def test_the_same_record_again_tells_nothing() -> None:
    assert imported(records(WHOLE, first=True)).when(records(WHOLE, 50)) == []


def test_only_what_changed_is_named_and_everything_is_repeated() -> None:
    given = imported(records(WHOLE, first=True))
    now = WHOLE._replace(assignment=Assignment("G2", "R7"), fields=SourceFields("2", 1))
    assigned, fields = given.when(records(now, 9))
    assert isinstance(assigned, Ticket.AssignmentReported)
    assert (assigned.changed, assigned.now) == (["queue"], Assignment("G2", "R7"))
    assert isinstance(fields, Ticket.SourceFieldsReported)
    assert fields.changed == ["reopen_count"]


def test_another_source_word_for_the_same_level_is_a_change_of_that_level() -> None:
    given = imported(records(WHOLE, first=True))
    words = Classification("mail", Level.HIGH, Level.LOW, "critical", "3 - Low")
    (event,) = given.when(records(WHOLE._replace(classification=words)))
    assert isinstance(event, Ticket.Classified)
    assert event.changed == ["impact"]


def test_what_a_later_record_no_longer_says_is_told_as_unknown() -> None:
    given = imported(records(WHOLE, first=True))
    (event,) = given.when(records(WHOLE._replace(classification=Classification())))
    assert isinstance(event, Ticket.Classified)
    assert (event.changed, event.now.is_empty) == (["category", "impact", "urgency"], True)


def test_another_word_for_the_same_status_is_a_change_of_the_word_alone() -> None:
    (event,) = imported(reports(Status.OPEN, "Active")).when(reports(Status.OPEN, "In progress"))
    assert isinstance(event, Ticket.StatusChanged)
    assert event.status is event.previous_status is Status.OPEN
    assert (event.source_status, event.previous_source_status) == ("In progress", "Active")


def test_an_unknown_word_is_kept_and_is_no_reopening() -> None:
    (event,) = imported(reports(Status.CLOSED, "Closed")).when(reports(Status.UNKNOWN, "-100"))
    assert isinstance(event, Ticket.StatusChanged)
    assert (event.status, event.source_status) == (Status.UNKNOWN, "-100")


@pytest.mark.parametrize(("was", "now"), list(product(Status, Status)))
def test_no_foreign_transition_is_refused_and_each_is_exactly_one_kind(
    was: Status, now: Status
) -> None:
    given = imported(reports(was, "before"))
    (event,) = given.when(reports(now, "after"))
    assert type(event) is expected(was, now)
    assert isinstance(event, Moved)
    assert (event.status, event.previous_status, given.aggregate.status) == (now, was, now)


def expected(was: Status, now: Status) -> type[Moved]:
    if now is Status.CLOSED and was is not now:
        return Ticket.Closed
    if now is Status.RESOLVED and was is not now:
        return Ticket.Resolved
    if was in RESTING and now not in {*RESTING, Status.UNKNOWN}:
        return Ticket.Reopened
    return Ticket.StatusChanged


def test_a_foreign_resolution_has_no_outcome_that_we_know() -> None:
    (event,) = imported().when(reports(Status.RESOLVED, "Resolved"))
    assert isinstance(event, Ticket.Resolved)
    assert event.outcome is Outcome.UNKNOWN


def test_what_the_source_states_of_a_resolution_travels_in_the_closing_alone() -> None:
    stated = Statement(OPENED, "code 5")
    closed = snapshot(Standing(Status.CLOSED, "Closed"), statement=stated)
    (event,) = imported().when(records(closed, 60))
    assert isinstance(event, Ticket.Closed)
    assert (event.statement, event.at) == (stated, OPENED + timedelta(minutes=60))
    assert imported(records(closed)).when(records(closed._replace(statement=None))) == []


def test_a_record_from_before_the_opening_counts_from_the_opening() -> None:
    (event,) = imported().when(reports(Status.OPEN, "Active", -30))
    assert (event.at, event.effective_at) == (OPENED - timedelta(minutes=30), OPENED)


def test_an_observation_is_told_each_time() -> None:
    given = imported()
    told = [*given.when(observes()), *given.when(observes())]
    assert [type(one) for one in told] == [Ticket.Observed] * 2


@pytest.mark.parametrize("act", [moves_to(Status.OPEN), resolves(), closes()])
def test_the_first_thing_that_people_do_to_an_imported_ticket_makes_it_live(act: Act) -> None:
    given = imported()
    went, moved = given.when(act)
    assert isinstance(went, Living.WentLive)
    assert isinstance(moved, Moved)
    assert went.live_from == went.at == moved.at
    assert given.aggregate.timeline is Timeline.LIVE


def test_a_ticket_goes_live_once_and_not_before_its_own_history() -> None:
    given = imported(reports(Status.OPEN, "Active", 60))
    went, _ = given.when(resolves(10))
    assert isinstance(went, Living.WentLive)
    assert went.live_from == went.effective_at == OPENED + timedelta(minutes=60)
    (reopened,) = given.when(reopens(70))
    assert isinstance(reopened, Ticket.Reopened)


def test_what_is_refused_makes_nothing_live() -> None:
    given = imported()
    with pytest.raises(errors.TicketNotResolved):
        given.when(reopens())
    assert given.aggregate.timeline is Timeline.SOURCE
    assert given.aggregate.pending_events == []


def test_what_the_source_still_reports_of_a_ticket_that_went_live_is_a_fact() -> None:
    given = imported(resolves(10))
    (event,) = given.when(reports(Status.CLOSED, "Closed", 20))
    assert isinstance(event, Ticket.Closed)
    assert (event.policy, event.late) == (None, False)


def test_a_reply_told_by_the_source_reopens_nothing_by_itself() -> None:
    given = imported(reports(Status.CLOSED, "Closed"))
    (event,) = given.when(says())
    assert isinstance(event, Ticket.MessageAdded)
    assert given.aggregate.status is Status.CLOSED


def test_a_live_foreign_ticket_takes_its_sources_word_over_ours() -> None:
    given = live(moves_to(Status.OPEN, 5))
    (event,) = given.when(reports(Status.CLOSED, "done", 6))
    assert isinstance(event, Ticket.Closed)
    assert (event.previous_status, event.previous_source_status) == (Status.OPEN, None)
