"""`POST /v1/adoptions`: an origin's open tickets go live, one page for each request."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Command, Whence
from firstline_chassis.exchange import Exchange, IdempotencyKey
from firstline_chassis.idempotency import Answer
from firstline_chassis.occasions import Occasion
from firstline_chassis.problems import Problem
from firstline_chassis.store import Store, Transaction
from firstline_events.message import Identifier
from firstline_intake.application import adopting
from firstline_intake.read_models.directory import Entry


class AdoptTickets(Command):
    """Begin with `after` 0, and go on with each answer's `next`."""

    origin: Identifier
    after: Annotated[int, Field(ge=0, lt=2**63)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 200
    dry_run: bool = False
    """Count, and change nothing."""


class AdoptionPage(BaseModel):
    """`left` counts the origin's open tickets after this page."""

    origin: str
    adopted: int
    already_live: int
    left: int
    next: int | None


def adoption_router(store: Store, clock: Clock) -> APIRouter:
    router = APIRouter(prefix="/v1/adoptions", tags=["tickets"])
    exchange = Exchange(store)

    @router.post("", response_model=AdoptionPage, summary="Take over a desk's open tickets")
    def adopt_tickets(
        command: AdoptTickets, request: Request, idempotency_key: IdempotencyKey = None
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            return _adopt(tx, command, clock, cause)

        return exchange.carry_out(request, command, idempotency_key, act)

    return router


def _adopt(tx: Transaction, command: AdoptTickets, clock: Clock, cause: str) -> Answer:
    now, origin = clock(), command.origin
    command.occasion(now, cause, Whence())
    if not adopting.is_known(tx, origin):
        detail = f"No ticket ever came from {origin}; name a desk as its events do."
        raise Problem(404, "no-such-origin", "There is no such origin", detail)

    def occasion(entry: Entry) -> Occasion:
        whence = Whence(tenant=entry.tenant, origin=entry.origin, reference=entry.reference)
        return command.occasion(now, cause, whence)

    page = adopting.adopt(
        tx, origin, command.after, command.limit, None if command.dry_run else occasion
    )
    body = AdoptionPage(origin=origin, **page._asdict()).model_dump_json().encode()
    return Answer(200, {}, body)
