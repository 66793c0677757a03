"""Walking over HTTP: begin, answer, take back, give up."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Command, Whence
from firstline_chassis.etags import check_version, etag
from firstline_chassis.exchange import Exchange, IdempotencyKey, IfMatch
from firstline_chassis.idempotency import Answer
from firstline_chassis.store import Transaction
from firstline_kb.adapters.http.flow_naming import (
    FlowName,
    WalkId,
    flow_named,
    ticket_named,
    walk_named,
)
from firstline_kb.adapters.http.tongues import tongue
from firstline_kb.application import walk_commands as commands
from firstline_kb.application import walking
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.domain.walk import Walk
from firstline_kb.domain.walk_errors import NoSuchTicket
from firstline_kb.read_models import directory
from firstline_kb.read_models.walk_view import WalkView

HERE = Whence()
Way = tuple[str, type[Command], str]
"""Its path, its command, and what it does."""
_WAYS: tuple[Way, ...] = (
    ("answer", commands.AnswerStep, "Answer the step that is shown"),
    ("back", commands.StepBack, "Take the last answer back"),
    ("give-up", commands.GiveUp, "Leave before an end"),
)


def add_starting(router: APIRouter, exchange: Exchange, flows: Flows, clock: Clock) -> None:
    @router.post(
        "/flows/{name}/walks", status_code=201, response_model=WalkView, summary="Begin a walk"
    )
    def start_walk(
        name: FlowName,
        command: commands.StartWalk,
        request: Request,
        idempotency_key: IdempotencyKey = None,
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            flow, walk_id = flow_named(tx, flows, name), uuid4()
            walk = tx.aggregates(Walk, [walk_id])[walk_id]
            occasion = command.occasion(clock(), cause, HERE)
            ticket, asked = _ticket(tx, command.ticket), tongue(command.language)
            walking.start(command, walk, flow, asked, ticket, occasion)
            return _answer(tx, flows, walk, 201, Location=f"/v1/walks/{walk_id}")

        return exchange.carry_out(request, command, idempotency_key, act)


def add_steps(router: APIRouter, exchange: Exchange, flows: Flows, clock: Clock) -> None:
    for way in _WAYS:
        _add_way(router, exchange, flows, clock, way)


def _add_way(router: APIRouter, exchange: Exchange, flows: Flows, clock: Clock, way: Way) -> None:
    path, kind, summary = way

    def change(
        walk: WalkId,
        command: Any,
        request: Request,
        idempotency_key: IdempotencyKey = None,
        if_match: IfMatch = None,
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            found = walk_named(tx, walk)
            check_version(if_match, found.version)
            flow = flows.version(tx, found.flow, found.flow_version)
            occasion = command.occasion(clock(), cause, Whence(tenant=found.tenant))
            walking.carry_out(command, found, flow, partial(directory.find, tx), occasion)
            return _answer(tx, flows, found)

        return exchange.carry_out(request, command, idempotency_key, act)

    change.__annotations__["command"] = kind
    name = f"{path.replace('-', '_')}_walk"
    router.post(f"/walks/{{walk}}/{path}", response_model=WalkView, summary=summary, name=name)(
        change
    )


def _ticket(tx: Transaction, name: str | None) -> UUID | None:
    """The ticket that the walk is for. Raises NoSuchTicket."""
    found = ticket_named(tx, name) if name else None
    if name and found is None:
        raise NoSuchTicket(f"Kb knows no live ticket {name}; give its id.", ticket=name)
    return found


def _answer(tx: Transaction, flows: Flows, walk: Walk, status: int = 200, **headers: str) -> Answer:
    body = walking.view_in(tx, flows, walk).model_dump_json().encode()
    return Answer(status, {"ETag": etag(walk.version), **headers}, body)
