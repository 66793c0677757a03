"""Ratings of a ticket: one for each resolution, while that stands."""

import pytest

from firstline_events.vocabulary import Status
from firstline_intake.domain import errors
from firstline_intake.domain.ticket import Ticket
from tests.support.scenarios import Scenario
from tests.support.ticket_acts import (
    Act,
    closes,
    imported,
    live,
    rates,
    reopens,
    reports,
    resolves,
)


def test_a_resolution_is_rated_once() -> None:
    ticket = live(resolves())
    (event,) = ticket.when(rates())
    assert isinstance(event, Ticket.Rated)
    assert (event.cycle, event.stars, event.comment) == (1, 4, "thanks")
    with pytest.raises(errors.RatedBefore, match="counts once") as refusal:
        ticket.when(rates(stars=1))
    assert refusal.value.members["rated_at"] == event.timestamp


def test_closing_leaves_the_resolution_to_be_rated() -> None:
    assert len(live(resolves(), closes()).when(rates())) == 1


def test_each_resolution_has_a_rating_of_its_own() -> None:
    ticket = live(resolves(), rates(), reopens(), resolves(40))
    with pytest.raises(errors.RatedBefore):
        ticket.when(rates(cycle=1))
    assert len(ticket.when(rates(cycle=2))) == 1


@pytest.mark.parametrize(
    "acts",
    [
        (resolves(), reopens()),
        (resolves(), reopens(), closes(50)),
        (resolves(), reopens(), resolves(40)),
        (closes(),),
    ],
)
def test_a_resolution_that_no_longer_stands_is_not_rated(acts: tuple[Act, ...]) -> None:
    with pytest.raises(errors.RatingCancelled, match="a link of its own"):
        live(*acts).when(rates(cycle=1))


@pytest.mark.parametrize("ticket", [live(), live(closes()), live(resolves(), reopens())])
def test_without_a_resolution_that_stands_no_link_is_made(ticket: Scenario[Ticket]) -> None:
    with pytest.raises(errors.TicketNotResolved, match="resolve it first"):
        ticket.aggregate.may_be_asked()


def test_an_imported_ticket_has_no_link() -> None:
    ticket = imported(reports(Status.RESOLVED, "Resolved"))
    with pytest.raises(errors.TicketNotLive, match="adopt it first"):
        ticket.aggregate.may_be_asked()
