"""Commands about two tickets: each is about the tickets named, aliases or not."""

from collections.abc import Callable
from uuid import uuid4

from fastapi import APIRouter, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Whence
from firstline_chassis.exchange import Exchange
from firstline_chassis.idempotency import Answer
from firstline_chassis.problems import Problem
from firstline_intake.adapters.http.answering import answer_with
from firstline_intake.adapters.http.taking_part import Asked, Called
from firstline_intake.application import commands, relations
from firstline_intake.application.ports import Numbers
from firstline_intake.application.relations import Part
from firstline_intake.domain import merging
from firstline_intake.domain.errors import UnknownMessages
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models import directory
from firstline_intake.read_models.ticket import TicketView


def add_merging(router: APIRouter, exchange: Exchange, clock: Clock) -> None:
    @router.post("/{ticket}/merge", response_model=TicketView, summary="Merge into another one")
    def merge_ticket(command: commands.MergeTicket, call: Called) -> Response:
        def act(asked: Asked) -> Answer:
            one = asked.part(call.ticket, call.if_match)
            relations.merge(one, asked.other("into", command.into))
            return answer_with(asked.tx, one.ticket)

        return call.carry_out(exchange, clock, command, act)

    @router.post("/{ticket}/unmerge", response_model=TicketView, summary="Undo a merge")
    def unmerge_ticket(command: commands.UnmergeTicket, call: Called) -> Response:
        def act(asked: Asked) -> Answer:
            one = asked.part(call.ticket, call.if_match)
            parent = asked.part(str(merging.must_be_alias(one.ticket)))
            merging.unmerge(one.ticket, parent.ticket, one.occasion, parent.occasion)
            return answer_with(asked.tx, one.ticket)

        return call.carry_out(exchange, clock, command, act)


def add_linking(router: APIRouter, exchange: Exchange, clock: Clock) -> None:
    def answer(
        call: Called,
        command: commands.LinkTicket,
        decide: Callable[[commands.LinkTicket, Part, Part], None],
    ) -> Response:
        def act(asked: Asked) -> Answer:
            one = asked.part(call.ticket, call.if_match)
            decide(command, one, asked.other("other", command.other))
            return answer_with(asked.tx, one.ticket)

        return call.carry_out(exchange, clock, command, act)

    @router.post("/{ticket}/links", response_model=TicketView, summary="Link to another one")
    def link_ticket(command: commands.LinkTicket, call: Called) -> Response:
        return answer(call, command, relations.link)

    @router.delete("/{ticket}/links", response_model=TicketView, summary="End a link")
    def unlink_ticket(command: commands.LinkTicket, call: Called) -> Response:
        return answer(call, command, relations.unlink)


def add_splitting(router: APIRouter, exchange: Exchange, numbers: Numbers, clock: Clock) -> None:
    @router.post(
        "/{ticket}/split", status_code=201, response_model=TicketView, summary="Split in two"
    )
    def split_ticket(command: commands.SplitTicket, call: Called) -> Response:
        def act(asked: Asked) -> Answer:
            one = asked.part(call.ticket, call.if_match)
            try:
                return _split(asked, command, one, next(numbers(asked.tx, 1)))
            except UnknownMessages as refusal:
                raise _wrong_messages(refusal) from None

        return call.carry_out(exchange, clock, command, act)


def _split(asked: Asked, command: commands.SplitTicket, one: Part, number: str) -> Answer:
    tx, fresh = asked.tx, uuid4()
    ticket = tx.aggregates(Ticket, [fresh])[fresh]
    tenant = one.occasion.by.tenant
    occasion = command.occasion(asked.clock(), asked.cause, Whence(tenant=tenant))
    relations.split(command, one, Part(ticket, occasion, ticket), number)
    entry = directory.Entry(fresh, ticket.number, tenant, None, None, ticket.opened_at)
    directory.add(tx, [entry])
    return answer_with(tx, ticket, 201, Location=f"/v1/tickets/{fresh}")


def _wrong_messages(refusal: UnknownMessages) -> Problem:
    wrong = [
        {"pointer": f"/body/messages/{place}", "reason": "is no message of this ticket"}
        for place in refusal.members["places"]
    ]
    return Problem(422, refusal.code, "Fields are wrong", str(refusal), errors=wrong)
