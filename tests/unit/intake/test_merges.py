"""Merges: an alias that both tickets tell of, refused where it would make a knot."""

from uuid import UUID, uuid5

import pytest

from firstline_events.vocabulary import Timeline
from firstline_intake.domain import errors, merging
from firstline_intake.domain.merging import Rooted
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import Opening
from tests.support.ticket_acts import OPENED, OTHER, closes, occasion


def opened(number: int) -> Ticket:
    ticket = Ticket.vacant(uuid5(OTHER, str(number)))
    ticket.open(Opening(f"FL-{number:06d}", Timeline.LIVE, OPENED, False), occasion())
    ticket.collect_events()
    return ticket


def root_of(ticket: Ticket, among: dict[UUID, Ticket]) -> Ticket:
    while ticket.merged_into is not None:
        ticket = among[ticket.merged_into]
    return ticket


class Tickets:
    """Three tickets; what is done to them is what their numbers say."""

    def __init__(self) -> None:
        self.all = [opened(n) for n in (1, 2, 3)]
        self._by_id = {one.id: one for one in self.all}

    def merge(self, one: int, into: int) -> None:
        here, there = (Rooted(t, root_of(t, self._by_id)) for t in (self[one], self[into]))
        merging.merge(here, there, occasion(5), occasion(5))

    def unmerge(self, one: int) -> None:
        parent = self._by_id[merging.must_be_alias(self[one])]
        merging.unmerge(self[one], parent, occasion(6), occasion(6))

    def __getitem__(self, number: int) -> Ticket:
        return self.all[number - 1]


def test_both_tickets_tell_of_a_merge_and_of_its_end() -> None:
    tickets = Tickets()
    tickets.merge(1, 2)
    (merged,), (absorbed,) = tickets[1].collect_events(), tickets[2].collect_events()
    assert isinstance(merged, Ticket.Merged)
    assert isinstance(absorbed, Ticket.Absorbed)
    assert (merged.into, absorbed.absorbed) == (tickets[2].id, tickets[1].id)
    assert tickets[2].aliases == {tickets[1].id}
    tickets.unmerge(1)
    (unmerged,), (parted,) = tickets[1].collect_events(), tickets[2].collect_events()
    assert isinstance(unmerged, Ticket.Unmerged)
    assert isinstance(parted, Ticket.Parted)
    assert (unmerged.parted_from, parted.parted) == (tickets[2].id, tickets[1].id)
    assert (tickets[1].merged_into, tickets[2].aliases) == (None, frozenset())


def test_a_ticket_with_aliases_may_become_an_alias_itself() -> None:
    tickets = Tickets()
    tickets.merge(1, 2)
    tickets.merge(2, 3)
    assert (tickets[1].merged_into, tickets[2].merged_into) == (tickets[2].id, tickets[3].id)


def test_a_merge_into_itself_is_refused() -> None:
    with pytest.raises(errors.MergeIntoItself, match="name another one"):
        Tickets().merge(1, 1)


def test_a_merge_of_an_alias_is_refused_naming_its_root() -> None:
    tickets = Tickets()
    tickets.merge(1, 2)
    tickets.merge(2, 3)
    with pytest.raises(errors.TicketAlreadyMerged, match=r"alias of FL-000003.*unmerge FL-000001"):
        tickets.merge(1, 3)


def test_a_merge_into_an_alias_is_refused_naming_its_root() -> None:
    tickets = Tickets()
    tickets.merge(1, 2)
    with pytest.raises(errors.MergeIntoAlias, match="into its root, FL-000002"):
        tickets.merge(3, 1)


def test_a_merge_that_would_make_a_cycle_is_refused() -> None:
    tickets = Tickets()
    tickets.merge(1, 2)
    tickets.merge(2, 3)
    with pytest.raises(errors.MergeIntoAlias, match="they are one already; unmerge FL-000001"):
        tickets.merge(3, 1)


def test_a_closed_ticket_absorbs_nothing_but_may_be_merged() -> None:
    tickets = Tickets()
    closes()(tickets[2])
    with pytest.raises(errors.TicketAlreadyClosed, match="FL-000002 is closed; reopen it"):
        tickets.merge(1, 2)
    tickets.merge(2, 1)
    assert tickets[2].merged_into == tickets[1].id


def test_what_is_no_alias_can_not_be_unmerged() -> None:
    with pytest.raises(errors.TicketNotMerged, match="nothing to undo"):
        Tickets().unmerge(1)


def test_what_was_refused_told_nothing() -> None:
    tickets = Tickets()
    tickets.merge(1, 2)
    for ticket in tickets.all:
        ticket.collect_events()
    for one, into in ((1, 1), (1, 3), (3, 1), (2, 1)):
        with pytest.raises(errors.Refused):
            tickets.merge(one, into)
    assert [ticket.collect_events() for ticket in tickets.all] == [[], [], []]
