"""The tickets that a command is about, loaded, with the occasion as each of them tells it."""

from collections.abc import Callable
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import Depends, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Command, Whence
from firstline_chassis.etags import check_version
from firstline_chassis.exchange import Exchange, IdempotencyKey, IfMatch
from firstline_chassis.idempotency import Answer
from firstline_chassis.problems import Problem
from firstline_chassis.store import Transaction
from firstline_intake.adapters.http.naming import Named, Origin, find_one
from firstline_intake.application.relations import Part
from firstline_intake.application.roots import roots_of
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models import directory
from firstline_intake.read_models.directory import Entry


class Asked(NamedTuple):
    """A command within its transaction, when it came, and the cause that its events name."""

    tx: Transaction
    command: Command
    clock: Clock
    cause: str
    origin: str | None

    def part(self, name: str, if_match: str | None = None) -> Part:
        """The ticket of that name itself, alias or not. Raises Problem as `find_one` does."""
        entry = find_one(self.tx, name, self.origin)
        ticket = self.tx.aggregates(Ticket, [entry.ticket_id])[entry.ticket_id]
        check_version(if_match, ticket.version)
        return self._part(ticket, _whence(entry))

    def root(self, name: str, if_match: str | None = None) -> Part:
        """Whoever answers for the ticket of that name. Raises Problem as `find_one` does."""
        named = self.part(name)
        root = named.root
        check_version(if_match, root.version)
        if root.id == named.ticket.id:
            return named
        entry = directory.entries_of(self.tx, [root.id])[root.id]
        return self._part(root, _whence(entry, via=named.ticket.id))

    def other(self, field: str, name: str) -> Part:
        """The ticket that a field of the body names. Raises Problem: 422 for none, 409."""
        try:
            return self.part(name)
        except Problem as problem:
            if problem.status != 404:
                raise
            wrong = [{"pointer": f"/body/{field}", "reason": f"nothing is named {name}"}]
            title = "Fields are wrong"
            detail = f"/body/{field}: nothing is named {name}; name a ticket by id or number."
            raise Problem(422, "no-such-ticket", title, detail, errors=wrong) from None

    def _part(self, ticket: Ticket, whence: Whence) -> Part:
        occasion = self.command.occasion(self.clock(), self.cause, whence)
        return Part(ticket, occasion, roots_of(self.tx, [ticket])[ticket.id])


class Call(NamedTuple):
    """One request about a ticket, as every command over HTTP is made."""

    request: Request
    ticket: str
    key: str | None
    if_match: str | None
    origin: str | None

    def carry_out(
        self, exchange: Exchange, clock: Clock, command: Command, act: Callable[[Asked], Answer]
    ) -> Response:
        """`act` in one transaction, once per key. Raises Problem."""

        def decide(tx: Transaction, cause: str) -> Answer:
            return act(Asked(tx, command, clock, cause, self.origin))

        return exchange.carry_out(self.request, command, self.key, decide)


def _call(
    ticket: Named,
    request: Request,
    idempotency_key: IdempotencyKey = None,
    if_match: IfMatch = None,
    origin: Origin = None,
) -> Call:
    return Call(request, ticket, idempotency_key, if_match, origin)


Called = Annotated[Call, Depends(_call)]


def _whence(entry: Entry, via: UUID | None = None) -> Whence:
    return Whence(tenant=entry.tenant, origin=entry.origin, reference=entry.reference, via=via)
