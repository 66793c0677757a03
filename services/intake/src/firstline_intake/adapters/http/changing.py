"""Commands on a ticket that exists: one path and one command model each.

An alias does nothing by itself: its root does, and answers.
"""

from typing import Any

from fastapi import APIRouter, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Command
from firstline_chassis.exchange import Exchange
from firstline_chassis.idempotency import Answer
from firstline_intake.adapters.http.answering import answer_with
from firstline_intake.adapters.http.taking_part import Asked, Called
from firstline_intake.application import commands, desk
from firstline_intake.read_models.ticket import TicketView

_WAYS: tuple[tuple[str, type[Command], str], ...] = (
    ("messages", commands.AddMessage, "Add a message"),
    ("notes", commands.AddNote, "Write an internal note"),
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
    def change(command: Any, call: Called) -> Response:
        def act(asked: Asked) -> Answer:
            part = asked.root(call.ticket, call.if_match)
            desk.carry_out(command, part.ticket, part.occasion)
            return answer_with(asked.tx, part.ticket)

        return call.carry_out(exchange, clock, command, act)

    change.__annotations__["command"] = kind
    name = f"{path}_ticket"
    router.post(f"/{{ticket}}/{path}", response_model=TicketView, summary=summary, name=name)(
        change
    )
