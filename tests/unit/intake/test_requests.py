"""Requests to be escalated: never a way round the first line, and once on each line."""

import pytest

from firstline_intake.domain import errors
from firstline_intake.domain.requesting import CaseKnown
from firstline_intake.domain.ticket import Ticket
from tests.support.ticket_acts import (
    ADA,
    ON_FIRST,
    Act,
    asks_for_more,
    closes,
    imported,
    live,
    reopens,
    resolves,
    says,
)


def test_a_request_says_its_number_and_the_line_where_it_was_asked() -> None:
    (asked,) = live(says(ADA)).when(asks_for_more(ON_FIRST))
    assert isinstance(asked, Ticket.EscalationRequested)
    assert (asked.request, asked.reason, asked.line) == (1, "it is urgent", "first")


@pytest.mark.parametrize("before", [[], [says()], [says(ADA, visible=False)]])
def test_before_an_agent_has_answered_it_is_refused(before: list[Act]) -> None:
    with pytest.raises(errors.FirstLineNotAnswered, match="wait for the first answer"):
        live(*before).when(asks_for_more())


def test_while_one_is_open_another_is_refused() -> None:
    given = live(says(ADA), asks_for_more(ON_FIRST))
    with pytest.raises(errors.RequestStillOpen, match="Request 1 waits"):
        given.when(asks_for_more(CaseKnown("second")))


def test_a_line_is_asked_once_and_the_next_line_may_be_asked_again() -> None:
    given = live(says(ADA), asks_for_more(ON_FIRST))
    with pytest.raises(errors.AskedOnThisLine, match="on the line first before"):
        given.when(asks_for_more(CaseKnown("first", answered=1)))
    (asked,) = given.when(asks_for_more(CaseKnown("second", answered=1)))
    assert isinstance(asked, Ticket.EscalationRequested)
    assert (asked.request, asked.line) == (2, "second")


def test_where_the_line_is_not_known_escalation_judges() -> None:
    given = live(says(ADA), asks_for_more(CaseKnown()))
    (asked,) = given.when(asks_for_more(CaseKnown(answered=1)))
    assert isinstance(asked, Ticket.EscalationRequested)
    assert (asked.request, asked.line) == (2, None)


@pytest.mark.parametrize("rests", [resolves(), closes()])
def test_a_resting_ticket_is_reopened_first(rests: Act) -> None:
    given = live(says(ADA), rests)
    with pytest.raises(errors.Refused, match="reopen it"):
        given.when(asks_for_more())
    given.given(reopens())
    assert len(given.when(asks_for_more())) == 1


def test_asking_makes_an_imported_ticket_live() -> None:
    went, asked = imported(says(ADA)).when(asks_for_more())
    assert isinstance(went, Ticket.WentLive)
    assert isinstance(asked, Ticket.EscalationRequested)
