"""Commands on a ticket that exists: one path and one command model each.

An alias does nothing by itself: its root does, and answers.
"""

from typing import Any

from fastapi import APIRouter, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Command
from firstline_chassis.exchange import Exchange
from firstline_chassis.idempotency import Answer
from firstline_chassis.store import Transaction
from firstline_intake.adapters.http.answering import answer_with
from firstline_intake.adapters.http.taking_part import Asked, Called
from firstline_intake.application import commands, desk
from firstline_intake.application.continuing import Successors
from firstline_intake.application.ports import Numbers
from firstline_intake.application.relations import Part
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models.ticket import TicketView

_WAYS: tuple[tuple[str, type[Command], str], ...] = (
    ("messages", commands.AddMessage, "Add a message"),
    ("notes", commands.AddNote, "Write an internal note"),
    ("contacts", commands.LogContact, "Log a call or another contact"),
    ("status", commands.ChangeStatus, "Change the status"),
    ("resolve", commands.ResolveTicket, "Resolve"),
    ("close", commands.CloseTicket, "Close"),
    ("reopen", commands.ReopenTicket, "Reopen what was resolved or closed"),
)


def add_ways(router: APIRouter, exchange: Exchange, numbers: Numbers, clock: Clock) -> None:
    for path, kind, summary in _WAYS:
        _add_way(router, exchange, numbers, clock, path, kind, summary)


def _add_way(
    router: APIRouter,
    exchange: Exchange,
    numbers: Numbers,
    clock: Clock,
    path: str,
    kind: type[Command],
    summary: str,
) -> None:
    def change(command: Any, call: Called) -> Response:
        def act(asked: Asked) -> Answer:
            part = asked.root(call.ticket, call.if_match)
            if isinstance(command, commands.AddMessage):
                return _say(command, part, asked.tx, numbers)
            desk.carry_out(command, part.ticket, part.occasion)
            return answer_with(asked.tx, part.ticket)

        return call.carry_out(exchange, clock, command, act)

    change.__annotations__["command"] = kind
    name = f"{path}_ticket"
    router.post(f"/{{ticket}}/{path}", response_model=TicketView, summary=summary, name=name)(
        change
    )


def _say(command: commands.AddMessage, part: Part, tx: Transaction, numbers: Numbers) -> Answer:
    """201 where the message opened a ticket, which is the answer then."""
    takes = Successors(tx, numbers(tx, 1)).add
    taker = desk.say(command, part.ticket, part.occasion, takes)
    if taker.id == part.ticket.id:
        return answer_with(tx, taker)
    where = f"/v1/tickets/{taker.id}"
    is_new = isinstance(taker.pending_events[0], Ticket.Opened)
    if is_new:
        return answer_with(tx, taker, 201, Location=where)
    answer = answer_with(tx, taker)
    return answer._replace(headers={**answer.headers, "Content-Location": where})
