"""Ask for a ticket to be escalated: once per line, after the first answer."""

from fastapi import APIRouter, Response

from firstline_chassis.clock import Clock
from firstline_chassis.exchange import Exchange
from firstline_chassis.idempotency import Answer
from firstline_intake.adapters.http.answering import answer_with
from firstline_intake.adapters.http.taking_part import Asked, Called
from firstline_intake.application import commands
from firstline_intake.domain import guards
from firstline_intake.read_models import cases
from firstline_intake.read_models.ticket import TicketView


def add_requesting(router: APIRouter, exchange: Exchange, clock: Clock) -> None:
    @router.post(
        "/{ticket}/escalation-requests", response_model=TicketView, summary="Ask to be escalated"
    )
    def request_escalation(command: commands.RequestEscalation, call: Called) -> Response:
        def act(asked: Asked) -> Answer:
            part = asked.root(call.ticket, call.if_match)
            guards.not_too_large(command.reason)
            known = cases.known_of(asked.tx, part.ticket.id)
            part.ticket.request_escalation(command.reason, known, part.occasion)
            return answer_with(asked.tx, part.ticket)

        return call.carry_out(exchange, clock, command, act)
