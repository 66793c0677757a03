"""Commands on a ticket that exists: one path and one command model each."""

from typing import Any

from fastapi import APIRouter, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Command, Whence
from firstline_chassis.etags import check_version
from firstline_chassis.exchange import Exchange, IdempotencyKey, IfMatch
from firstline_chassis.idempotency import Answer
from firstline_chassis.store import Transaction
from firstline_intake.adapters.http.answering import answer_with
from firstline_intake.adapters.http.naming import Named, Origin, find_one
from firstline_intake.application import commands, desk
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models.directory import Entry
from firstline_intake.read_models.ticket import TicketView

_WAYS: tuple[tuple[str, type[Command], str], ...] = (
    ("messages", commands.AddMessage, "Add a message"),
    ("status", commands.ChangeStatus, "Change the status"),
    ("resolve", commands.ResolveTicket, "Resolve"),
    ("close", commands.CloseTicket, "Close"),
    ("reopen", commands.ReopenTicket, "Reopen what was resolved or closed"),
)


def add_ways(router: APIRouter, exchange: Exchange, clock: Clock) -> None:
    for path, kind, summary in _WAYS:
        _add_way(router, exchange, clock, path, kind, summary)


def _add_way(
    router: APIRouter,
    exchange: Exchange,
    clock: Clock,
    path: str,
    kind: type[Command],
    summary: str,
) -> None:
    def change(
        ticket: Named,
        command: Any,
        request: Request,
        idempotency_key: IdempotencyKey = None,
        if_match: IfMatch = None,
        origin: Origin = None,
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            return _change(tx, find_one(tx, ticket, origin), command, clock, cause, if_match)

        return exchange.carry_out(request, command, idempotency_key, act)

    change.__annotations__["command"] = kind
    name = f"{path}_ticket"
    router.post(f"/{{ticket}}/{path}", response_model=TicketView, summary=summary, name=name)(
        change
    )


def _change(
    tx: Transaction,
    entry: Entry,
    command: Command,
    clock: Clock,
    cause: str,
    if_match: str | None,
) -> Answer:
    ticket = tx.aggregates(Ticket, [entry.ticket_id])[entry.ticket_id]
    check_version(if_match, ticket.version)
    whence = Whence(tenant=entry.tenant, origin=entry.origin, reference=entry.reference)
    desk.carry_out(command, ticket, command.occasion(clock(), cause, whence))
    return answer_with(tx, ticket)
