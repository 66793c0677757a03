"""Commands on a case: one path and one command model each."""

from typing import Any

from fastapi import APIRouter, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Command, Whence
from firstline_chassis.etags import check_version
from firstline_chassis.exchange import Exchange, IdempotencyKey, IfMatch
from firstline_chassis.idempotency import Answer
from firstline_chassis.store import Transaction
from firstline_escalation.adapters.http.answering import answer_with
from firstline_escalation.adapters.http.naming import Named, Origin, find_case
from firstline_escalation.application import commands, desk
from firstline_escalation.application.ports import LinesOf
from firstline_escalation.domain.case import Case
from firstline_escalation.read_models import heard
from firstline_escalation.read_models.case import CaseView

_WAYS: tuple[tuple[str, type[Command], str], ...] = (
    ("take", commands.TakeCase, "Take it: you have it from here on"),
    ("assign", commands.AssignCase, "Give it to somebody"),
    ("release", commands.ReleaseCase, "Put it back for anybody to take"),
    ("escalate", commands.EscalateCase, "To a higher line, with findings"),
    ("hand-back", commands.HandBackCase, "To a lower line, with a note"),
    ("decline", commands.DeclineRequest, "Decline the requester's request to be escalated"),
    ("refer", commands.ReferCase, "Not ours: to training, a department or a vendor"),
    ("major-incident", commands.DeclareMajorIncident, "Declare a major incident"),
    ("lift-major-incident", commands.LiftMajorIncident, "It is none any more"),
    ("move", commands.MoveCase, "To another queue, by its owner or a coordinator"),
)


def add_ways(router: APIRouter, exchange: Exchange, lines: LinesOf, clock: Clock) -> None:
    for path, kind, summary in _WAYS:
        _add_way(router, exchange, lines, clock, path, kind, summary)


def _add_way(
    router: APIRouter,
    exchange: Exchange,
    lines: LinesOf,
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
            case = find_case(tx, ticket, origin)
            check_version(if_match, case.version)
            _carry_out(tx, case, command, lines, clock, cause)
            return answer_with(case)

        return exchange.carry_out(request, command, idempotency_key, act)

    change.__annotations__["command"] = kind
    name = f"{path.replace('-', '_')}_case"
    router.post(f"/{{ticket}}/{path}", response_model=CaseView, summary=summary, name=name)(change)


def _carry_out(
    tx: Transaction, case: Case, command: Command, lines: LinesOf, clock: Clock, cause: str
) -> None:
    whence = Whence(tenant=case.tenant, origin=case.origin, reference=case.reference)
    desk.carry_out(command, case, lines(tx), command.occasion(clock(), cause, whence))
    heard.guard(tx, {case.id: case.heard})
