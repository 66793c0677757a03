"""Contacts of a ticket: facts that an agent writes down."""

import pytest

from firstline_events.vocabulary import Direction
from firstline_intake.domain.ticket import Ticket
from tests.support.scenarios import Scenario
from tests.support.ticket_acts import closes, live, logs_a_call, resolves


@pytest.mark.parametrize("ticket", [live(), live(resolves()), live(closes())])
def test_a_contact_is_a_fact_whatever_the_status_and_moves_nothing(
    ticket: Scenario[Ticket],
) -> None:
    before = ticket.aggregate.status
    (event,) = ticket.when(logs_a_call())
    assert isinstance(event, Ticket.ContactLogged)
    assert (event.contact_id, event.agent, event.channel) == ("c-1", "ada", "phone")
    assert (event.direction, event.duration_seconds) == (Direction.OUTBOUND, 180)
    assert ticket.aggregate.status is before


def test_a_contact_is_an_answer_of_the_desk() -> None:
    ticket = live()
    assert not ticket.aggregate.answered
    ticket.when(logs_a_call())
    assert ticket.aggregate.answered
