"""Open a ticket over HTTP."""

from uuid import uuid4

from fastapi import APIRouter, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Whence
from firstline_chassis.exchange import Exchange, IdempotencyKey
from firstline_chassis.idempotency import Answer
from firstline_chassis.store import Transaction
from firstline_events.identity import requester_id
from firstline_intake.adapters.http.answering import answer_with
from firstline_intake.application import commands, desk
from firstline_intake.application.ports import FormsInForce, Numbers
from firstline_intake.domain.forms import Forms
from firstline_intake.domain.requester import Requester
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import Occasion
from firstline_intake.read_models import directory
from firstline_intake.read_models.ticket import TicketView

ORIGIN = "firstline"
"""The namespace of requesters who come to us directly."""
HERE = Whence()


def add_opening(
    router: APIRouter, exchange: Exchange, numbers: Numbers, forms: FormsInForce, clock: Clock
) -> None:
    @router.post("", status_code=201, response_model=TicketView, summary="Open a ticket")
    def open_ticket(
        command: commands.OpenTicket, request: Request, idempotency_key: IdempotencyKey = None
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            occasion = command.occasion(clock(), cause, HERE)
            return _open(tx, command, next(numbers(tx, 1)), occasion, forms(tx))

        return exchange.carry_out(request, command, idempotency_key, act)


def _open(
    tx: Transaction,
    command: commands.OpenTicket,
    number: str,
    occasion: Occasion,
    forms: Forms,
) -> Answer:
    ticket_id, who = uuid4(), requester_id(HERE.tenant, ORIGIN, command.requester)
    ticket = tx.aggregates(Ticket, [ticket_id])[ticket_id]
    requester = tx.aggregates(Requester, [who])[who]
    desk.open_ticket(command, ticket, requester, number, occasion, forms)
    entry = (ticket.id, ticket.number, HERE.tenant, None, None, ticket.opened_at)
    directory.add(tx, [directory.Entry(*entry)])
    return answer_with(tx, ticket, 201, Location=f"/v1/tickets/{ticket.id}")
