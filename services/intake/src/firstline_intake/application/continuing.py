"""A reply that comes after the end: it opens a new ticket, which continues the closed one."""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from uuid import UUID, uuid5

from msgspec.structs import replace

from firstline_chassis.occasions import Occasion
from firstline_chassis.store import Transaction
from firstline_events.vocabulary import ActorKind, Relation, Status, Timeline
from firstline_intake.domain import guards
from firstline_intake.domain.courtesy import is_courtesy
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import Author, Classification, Opening
from firstline_intake.read_models import directory


class Reply(NamedTuple):
    """A visible message, whoever brought it."""

    message_id: str
    author: Author
    body: str
    channel: str | None = None
    auto_submitted: str | None = None

    def comes_after(self, ticket: Ticket) -> bool:
        """Whether a requester asks for more of a live ticket that is over."""
        over = ticket.status is Status.CLOSED and ticket.timeline is Timeline.LIVE
        asks = self.author.kind is ActorKind.REQUESTER
        return over and asks and not is_courtesy(self.body, self.auto_submitted)


Takes = Callable[[Reply, Ticket, Occasion], Ticket]
"""Adds a reply to the ticket, or to one that continues it; returns the one that took it."""


class Successors:
    """The tickets in which closed ones go on, within one transaction."""

    def __init__(self, tx: Transaction, numbers: Iterator[str]):
        self._tx = tx
        self._numbers = numbers

    def add(self, reply: Reply, ticket: Ticket, occasion: Occasion) -> Ticket:
        """Add the reply where it belongs; returns the ticket that took it. Raises Refused.

        That is the ticket itself, unless it is over: then the latest one that continues it, or a
        new one if that is over too. A new ticket is ours alone: it has no origin or reference.
        """
        guards.not_too_large(reply.body)
        taker, when = ticket, occasion
        if reply.comes_after(ticket):
            taker, when = self._latest(ticket), _here(occasion)
            if reply.comes_after(taker):
                taker = self._open(taker, reply, when, occasion if taker is ticket else when)
        told = (reply.message_id, reply.author, reply.body, when)
        taker.add_message(*told, channel=reply.channel, auto_submitted=reply.auto_submitted)
        return taker

    def _latest(self, ticket: Ticket) -> Ticket:
        seen = {ticket.id}
        while after := _continued_by(ticket) - seen:
            found = self._tx.aggregates(Ticket, after).values()
            ticket = max(found, key=lambda one: (one.opened_at, one.number))
            seen |= after
        return ticket

    def _open(self, old: Ticket, reply: Reply, here: Occasion, there: Occasion) -> Ticket:
        new_id = uuid5(old.id, f"continued after {old.version}")
        new = self._tx.aggregates(Ticket, [new_id])[new_id]
        classification = Classification(old.classification.category)
        new.open(self._opening(old, reply, classification, here), here)
        new.classify(classification, here)
        new.link(old.id, Relation.CONTINUES, here)
        old.link(new.id, Relation.CONTINUED_BY, there)
        entry = (new.id, new.number, here.by.tenant, None, None, new.opened_at)
        directory.add(self._tx, [directory.Entry(*entry)])
        return new

    def _asks(self, old: Ticket, via: UUID | None) -> UUID | None:
        """Who replied: where it was to an alias, the alias's requester, who may be another one."""
        named = old if via is None else self._tx.aggregates(Ticket, [via])[via]
        return named.fields.requester_id

    def _opening(
        self, old: Ticket, reply: Reply, classification: Classification, here: Occasion
    ) -> Opening:
        first = [*self._tx.events(old.id), *old.pending_events][0]
        assert isinstance(first, Ticket.Opened)
        return Opening(
            number=next(self._numbers),
            timeline=Timeline.LIVE,
            opened_at=here.at,
            classification_follows=not classification.is_empty,
            channel=reply.channel or old.fields.channel,
            requester_id=self._asks(old, here.by.via),
            language=first.language,
            subject=first.subject,
            message_follows=True,
        )


def _continued_by(ticket: Ticket) -> set[UUID]:
    return {other for other, relation in ticket.links if relation is Relation.CONTINUED_BY}


def _here(occasion: Occasion) -> Occasion:
    """The same occasion, as a ticket tells it that no foreign desk knows."""
    return occasion._replace(by=replace(occasion.by, origin=None, reference=None))
