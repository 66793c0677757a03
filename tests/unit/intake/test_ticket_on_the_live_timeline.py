"""A ticket that people work on: what each command tells, and what is refused with which remedy."""

from datetime import timedelta

import pytest

from firstline_events.vocabulary import Level, Status
from firstline_intake.domain import errors
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import Classification
from tests.support.ticket_acts import (
    ADA,
    OPENED,
    Act,
    closes,
    fresh,
    live,
    moves_to,
    occasion,
    opens,
    reopens,
    reports,
    resolves,
    says,
)

WORKABLE = (
    Status.OPEN,
    Status.WAITING_REQUESTER,
    Status.WAITING_THIRD_PARTY,
    Status.WAITING_INTERNAL,
)


def test_a_ticket_opens_once_and_is_new() -> None:
    given = fresh()
    (event,) = given.when(opens())
    assert isinstance(event, Ticket.Opened)
    assert (event.number, event.at, event.originator_version) == ("FL-000001", OPENED, 1)
    assert given.aggregate.status is Status.NEW
    with pytest.raises(errors.TicketAlreadyOpened, match="opened by another event"):
        given.when(opens())


@pytest.mark.parametrize("status", WORKABLE)
def test_people_move_an_open_ticket_between_the_working_statuses(status: Status) -> None:
    (event,) = live().when(moves_to(status))
    assert isinstance(event, Ticket.StatusChanged)
    assert (event.status, event.previous_status) == (status, Status.NEW)
    assert event.source_status is event.previous_source_status is None


@pytest.mark.parametrize("status", sorted(set(Status) - set(WORKABLE)))
def test_people_cant_set_a_status_that_has_a_command_of_its_own(status: Status) -> None:
    with pytest.raises(errors.StatusNotForPeople, match="use resolve, close or reopen"):
        live().when(moves_to(status))


def test_a_status_that_stands_already_is_refused() -> None:
    with pytest.raises(errors.StatusUnchanged, match="open already"):
        live(moves_to(Status.OPEN)).when(moves_to(Status.OPEN))


@pytest.mark.parametrize("before", [[], [moves_to(Status.OPEN)], [moves_to(WORKABLE[2])]])
def test_any_working_ticket_can_be_resolved(before: list[Act]) -> None:
    given = live(*before)
    was = given.aggregate.status
    (event,) = given.when(resolves())
    assert isinstance(event, Ticket.Resolved)
    assert (event.status, event.previous_status, event.note) == (Status.RESOLVED, was, "done")


@pytest.mark.parametrize("act", [moves_to(Status.OPEN), resolves()])
def test_a_resolved_ticket_refuses_work_until_it_is_reopened(act: Act) -> None:
    with pytest.raises(errors.TicketAlreadyResolved, match="reopen it first"):
        live(resolves()).when(act)


@pytest.mark.parametrize("act", [moves_to(Status.OPEN), resolves(), closes(), says(), says(ADA)])
def test_a_closed_ticket_refuses_work_and_replies(act: Act) -> None:
    given = live(closes())
    with pytest.raises(errors.TicketAlreadyClosed, match="reopen it, or open a new ticket"):
        given.when(act)
    assert given.when(says(ADA, visible=False)) != []


@pytest.mark.parametrize("before", [[], [resolves()]])
def test_a_ticket_is_closed_from_anywhere_else(before: list[Act]) -> None:
    given = live(*before)
    was = given.aggregate.status
    (event,) = given.when(closes())
    assert isinstance(event, Ticket.Closed)
    assert (event.status, event.previous_status, event.statement) == (Status.CLOSED, was, None)


@pytest.mark.parametrize("before", [resolves(), closes()])
def test_what_was_resolved_or_closed_can_be_reopened_with_a_reason(before: Act) -> None:
    given = live(before)
    was = given.aggregate.status
    (event,) = given.when(reopens())
    assert isinstance(event, Ticket.Reopened)
    told = (event.status, event.previous_status, event.reason)
    assert told == (Status.OPEN, was, "not solved")


@pytest.mark.parametrize("before", [[], [moves_to(Status.OPEN)], [resolves(), reopens()]])
def test_what_is_open_cant_be_reopened(before: list[Act]) -> None:
    with pytest.raises(errors.TicketNotResolved, match="only a resolved or closed ticket"):
        live(*before).when(reopens())


def test_a_requesters_reply_reopens_what_was_resolved() -> None:
    said, moved = live(resolves()).when(says())
    assert isinstance(said, Ticket.MessageAdded)
    assert isinstance(moved, Ticket.Reopened)
    assert (moved.status, moved.previous_status) == (Status.OPEN, Status.RESOLVED)


@pytest.mark.parametrize("act", [says(ADA), says(visible=False), says(ADA, visible=False)])
def test_an_agents_reply_or_a_note_reopens_nothing(act: Act) -> None:
    (event,) = live(resolves()).when(act)
    assert isinstance(event, Ticket.MessageAdded)


def test_a_reply_that_reopens_says_what_the_source_had_called_it() -> None:
    _, moved = live(reports(Status.RESOLVED, "Fixed")).when(says())
    assert isinstance(moved, Ticket.Reopened)
    assert (moved.source_status, moved.previous_source_status) == (None, "Fixed")


def test_a_classification_is_told_when_it_changed_and_only_what_changed() -> None:
    given = live()
    given.given(lambda it: it.classify(Classification("mail", Level.HIGH, None), occasion(1)))
    same = Classification("mail", Level.HIGH, None)
    assert given.when(lambda it: it.classify(same, occasion(2))) == []
    other = Classification("mail", Level.LOW, Level.LOW)
    (event,) = given.when(lambda it: it.classify(other, occasion(3)))
    assert isinstance(event, Ticket.Classified)
    assert (event.changed, event.now, event.opened_at) == (["impact", "urgency"], other, OPENED)


def test_time_that_goes_back_counts_from_the_latest_so_far() -> None:
    (event,) = live(resolves(10)).when(reopens(3))
    assert event.at == OPENED + timedelta(minutes=3)
    assert event.effective_at == OPENED + timedelta(minutes=10)


def test_two_events_at_the_same_instant_make_an_interval_without_length() -> None:
    given = live(moves_to(Status.OPEN, 5))
    (event,) = given.when(moves_to(Status.WAITING_REQUESTER, 5))
    assert (event.effective_at, event.originator_version) == (OPENED + timedelta(minutes=5), 3)
