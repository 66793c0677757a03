"""Several tickets in memory that are merged, unmerged and spoken in, as the desk would do it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from firstline_chassis.aggregate import PrivateEvent, Provenance
from firstline_events.vocabulary import ActorKind, Outcome, Timeline
from firstline_intake.domain import merging
from firstline_intake.domain.merging import Rooted
from firstline_intake.domain.requesting import CaseKnown
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import (
    Assignment,
    Author,
    Classification,
    Occasion,
    Opening,
    Snapshot,
    SourceFields,
    Standing,
)
from tests.support.ticket_acts import OPENED, OTHER

HIDDEN = "xyzzy"
"""Stands in every text that no requester may see."""


class Told(NamedTuple):
    """A message as it was written: to which ticket, by whom, and whether they may see it."""

    ticket: int
    author: str
    visible: bool
    body: str


class Tickets:
    """So many tickets, each of a person: number n of person n % people."""

    def __init__(self, number: int = 4, people: int = 2):
        self.all = [Ticket.vacant(uuid5(OTHER, str(n))) for n in range(number)]
        self.people = [uuid5(OTHER, f"person {n % people}") for n in range(number)]
        self.histories: dict[UUID, list[PrivateEvent]] = {one.id: [] for one in self.all}
        self.told: list[Told] = []
        self._minutes = 0
        for n, one in enumerate(self.all):
            who = self.people[n]
            opening = Opening(f"FL-{n:06d}", Timeline.LIVE, OPENED, False, requester_id=who)
            one.open(opening._replace(subject=f"subject {n}"), self.occasion())
        self.keep()

    def occasion(self, via: Ticket | None = None) -> Occasion:
        self._minutes += 1
        at = OPENED + timedelta(minutes=self._minutes)
        by = Provenance(actor_kind="agent", actor_id="ada", via=via.id if via else None)
        return Occasion(at, at, by)

    def keep(self) -> None:
        """The new events go into the histories."""
        for one in self.all:
            self.histories[one.id] += one.collect_events()  # type: ignore[arg-type]

    def root(self, ticket: Ticket) -> Ticket:
        by_id = {one.id: one for one in self.all}
        for _ in self.all:
            if ticket.merged_into is None:
                return ticket
            ticket = by_id[ticket.merged_into]
        raise AssertionError("a circle")

    def merge(self, one: int, into: int) -> None:
        here, there = (Rooted(t, self.root(t)) for t in (self.all[one], self.all[into]))
        at = self.occasion()
        merging.merge(here, there, at, at)

    def unmerge(self, one: int) -> None:
        alias, at = self.all[one], self.occasion()
        parent = merging.must_be_alias(alias)
        merging.unmerge(alias, next(t for t in self.all if t.id == parent), at, at)

    def say(self, one: int, author: Author, *, visible: bool) -> None:
        ticket = self.all[one]
        root = self.root(ticket)
        body = f"message {len(self.told)}" + ("" if visible else f" {HIDDEN}")
        told = Told(one, author.name, visible, body)
        occasion = self.occasion(None if root is ticket else ticket)
        root.add_message(body, author, body, occasion, visible=visible)
        self.told.append(told)

    def ask(self, one: int, _: int) -> None:
        ticket = self.all[one]
        root = self.root(ticket)
        reason = f"reason of {self.people[one]}"
        root.request_escalation(reason, CaseKnown(), self.occasion(ticket))

    def hide(self, one: int, _: int) -> None:
        """Everything internal that a ticket can tell, each with the hidden word."""
        ticket, at = self.all[one], self.occasion()
        secret = Snapshot(
            Standing(ticket.status, HIDDEN),
            Classification(HIDDEN, source_impact=HIDDEN, source_urgency=HIDDEN),
            Assignment(HIDDEN, HIDDEN),
            SourceFields(HIDDEN, problem=HIDDEN, requester_id=self.people[one]),
            None,
        )
        ticket.record(secret, at)
        ticket.resolve(Outcome.SOLVED, HIDDEN, at)
        ticket.reopen(HIDDEN, at)


ADA = Author(ActorKind.AGENT, "ada")


def person(tickets: Tickets, one: int) -> Author:
    """The requester of that ticket, as an author."""
    return Author(ActorKind.REQUESTER, str(tickets.people[one]))


def tree_of(tickets: Tickets, root: Ticket) -> Mapping[UUID, Sequence[PrivateEvent]]:
    """The streams that stand under this root now."""
    return {one.id: tickets.histories[one.id] for one in tickets.all if tickets.root(one) is root}
