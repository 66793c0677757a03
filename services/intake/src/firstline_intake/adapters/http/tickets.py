"""`/v1/tickets`: open, read, talk, and move a ticket."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel

from firstline_chassis.clock import Clock
from firstline_chassis.http import Limit
from firstline_chassis.idempotency import Answer
from firstline_chassis.problems import Problem
from firstline_chassis.store import Store, Transaction
from firstline_events.identity import requester_id
from firstline_intake.adapters.http.exchange import (
    Exchange,
    IdempotencyKey,
    IfMatch,
    answer_with,
    check_version,
    etag,
)
from firstline_intake.adapters.postgres.numbers import numbers
from firstline_intake.application import commands, desk
from firstline_intake.domain.requester import Requester
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models import directory
from firstline_intake.read_models.ticket import TicketView, view_of

ORIGIN = "firstline"
"""The namespace of requesters who come to us directly."""
Named = Annotated[str, Path(min_length=1, max_length=512, description="id, number or reference")]
Origin = Annotated[str | None, Query(max_length=512, description="settles a shared reference")]


class TicketPage(BaseModel):
    """Tickets in the order of their numbers; `next` goes into `after` for the next page."""

    items: list[TicketView]
    next: int | None


def ticket_router(store: Store, clock: Clock) -> APIRouter:
    router = APIRouter(prefix="/v1/tickets", tags=["tickets"])
    exchange = Exchange(store)

    @router.post("", status_code=201, response_model=TicketView, summary="Open a ticket")
    def open_ticket(
        command: commands.OpenTicket, request: Request, idempotency_key: IdempotencyKey = None
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            return _open(tx, command, clock, cause)

        return exchange.carry_out(request, command, idempotency_key, act)

    @router.get("", summary="Tickets by number")
    def list_tickets(
        limit: Limit = 50, after: Annotated[int, Query(ge=0, lt=2**63)] = 0
    ) -> TicketPage:
        with store.transaction() as tx:
            entries = directory.page(tx, after, limit)
            views = [_view(tx, entry.ticket_id) for entry in entries]
        more = directory.serial_of(entries[-1].number) if len(entries) == limit else None
        return TicketPage(items=views, next=more)

    @router.get("/{ticket}", summary="Read a ticket")
    def read_ticket(ticket: Named, response: Response, origin: Origin = None) -> TicketView:
        with store.transaction() as tx:
            view = _view(tx, _find(tx, ticket, origin).ticket_id)
        response.headers["ETag"] = etag(view.version)
        return view

    for path, kind, summary in _WAYS:
        _add_way(router, exchange, clock, path, kind, summary)
    return router


_WAYS: tuple[tuple[str, type[commands.Command], str], ...] = (
    ("messages", commands.AddMessage, "Add a message"),
    ("status", commands.ChangeStatus, "Change the status"),
    ("resolve", commands.ResolveTicket, "Resolve"),
    ("close", commands.CloseTicket, "Close"),
    ("reopen", commands.ReopenTicket, "Reopen what was resolved or closed"),
)


def _add_way(
    router: APIRouter,
    exchange: Exchange,
    clock: Clock,
    path: str,
    kind: type[commands.Command],
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
            return _change(tx, _find(tx, ticket, origin), command, clock, cause, if_match)

        return exchange.carry_out(request, command, idempotency_key, act)

    change.__annotations__["command"] = kind
    name = f"{path}_ticket"
    router.post(f"/{{ticket}}/{path}", response_model=TicketView, summary=summary, name=name)(
        change
    )


def _open(tx: Transaction, command: commands.OpenTicket, clock: Clock, cause: str) -> Answer:
    who = requester_id("default", ORIGIN, command.requester)
    ticket_id = uuid4()
    ticket = tx.aggregates(Ticket, [ticket_id])[ticket_id]
    requester = tx.aggregates(Requester, [who])[who]
    occasion = command.occasion(clock(), cause, commands.Whence())
    desk.open_ticket(command, ticket, requester, next(numbers(tx)), occasion)
    entry = (ticket.id, ticket.number, "default", None, None, ticket.opened_at)
    directory.add(tx, [directory.Entry(*entry)])
    return answer_with(_future(tx, ticket), 201, Location=f"/v1/tickets/{ticket_id}")


def _change(
    tx: Transaction,
    entry: directory.Entry,
    command: commands.Command,
    clock: Clock,
    cause: str,
    if_match: str | None,
) -> Answer:
    ticket = tx.aggregates(Ticket, [entry.ticket_id])[entry.ticket_id]
    check_version(if_match, ticket.version)
    whence = commands.Whence(tenant=entry.tenant, origin=entry.origin, reference=entry.reference)
    desk.carry_out(command, ticket, command.occasion(clock(), cause, whence))
    return answer_with(_future(tx, ticket))


def _find(tx: Transaction, name: str, origin: str | None) -> directory.Entry:
    found = directory.find(tx, name, origin)
    if not found:
        raise Problem(404, "no-such-ticket", "There is no such ticket", f"Nothing is named {name}.")
    if len(found) > 1:
        origins = sorted(entry.origin or "" for entry in found)
        title = "Several desks use this reference"
        raise Problem(409, "ambiguous-reference", title, "Add ?origin=…", origins=origins)
    return found[0]


def _view(tx: Transaction, ticket_id: UUID) -> TicketView:
    view = view_of(tx.events(ticket_id))
    if view is None:
        raise Problem(404, "no-such-ticket", "There is no such ticket")
    return view


def _future(tx: Transaction, ticket: Ticket) -> TicketView:
    view = view_of([*tx.events(ticket.id), *ticket.pending_events])  # type: ignore[list-item]
    assert view is not None
    return view
