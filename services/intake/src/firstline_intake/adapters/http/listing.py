"""List and search tickets, all or one requester's."""

from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel

from firstline_chassis.http import Limit
from firstline_chassis.problems import Problem
from firstline_chassis.store import Store, Transaction
from firstline_events.identity import requester_id
from firstline_events.message import Identifier, Moment, Word
from firstline_events.vocabulary import Status
from firstline_intake.adapters.http.naming import Reference
from firstline_intake.adapters.http.opening import HERE, ORIGIN
from firstline_intake.read_models import listing
from firstline_intake.read_models.listing import Asked
from firstline_intake.read_models.ticket import TicketSummary
from firstline_intake.read_models.whole import summaries

After = Annotated[int | None, Query(ge=0, lt=2**63, description="`next` of the page before")]
Order = Annotated[Literal["oldest", "newest"], Query(description="which numbers come first")]
Statuses = Annotated[list[Status] | None, Query(description="any of these")]
Origin = Annotated[Identifier | None, Query(description="the desk that it came from")]
Words = Annotated[
    str | None, Query(max_length=256, description="words of the subject, or how they begin")
]
Who = Annotated[
    Identifier | None, Query(description="id, or name, which `origin`'s desk knows, else ours")
]
NamedRequester = Annotated[Identifier, Path(description="id, or name, which `origin`'s desk knows")]


Merged = Annotated[
    bool | None,
    Query(description="aliases alone, or none of them; a list by status leaves them out"),
]


class TicketPage(BaseModel):
    """Tickets in the order of their numbers; `next` goes into `after` for the next page."""

    items: list[TicketSummary]
    next: int | None


class Turn(NamedTuple):
    """Where in the list a page begins, and how much it holds."""

    after: int | None
    limit: int
    newest: bool


def _asked(
    status: Statuses = None,
    origin: Origin = None,
    requester: Who = None,
    category: Annotated[Word | None, Query()] = None,
    opened_from: Annotated[Moment | None, Query(description="at or after it")] = None,
    opened_to: Annotated[Moment | None, Query(description="before it")] = None,
    subject: Words = None,
    reference: Reference = None,
    merged: Merged = None,
) -> Asked:
    """Raises Problem: 422 for a period without an instant, and for words that are none."""
    if opened_from and opened_to and opened_from >= opened_to:
        title = "opened_from must lie before opened_to"
        raise Problem(422, "empty-period", title, "Swap them, or leave one out.")
    if subject is not None and ("\0" in subject or not any(map(str.isalnum, subject))):
        raise Problem(422, "no-words", "The subject's words hold no letter and no digit")
    who = _requester(requester, origin) if requester else None
    period = (opened_from, opened_to)
    return Asked(status or None, origin, who, category, *period, subject, reference, merged)


def _turn(limit: Limit = 50, after: After = None, order: Order = "oldest") -> Turn:
    return Turn(after, limit, newest=order == "newest")


def add_listing(router: APIRouter, store: Store) -> None:
    @router.get("", summary="List and search tickets")
    def list_tickets(
        asked: Annotated[Asked, Depends(_asked)], turn: Annotated[Turn, Depends(_turn)]
    ) -> TicketPage:
        with store.reading() as tx:
            return _page(tx, asked, turn)


def requester_router(store: Store) -> APIRouter:
    router = APIRouter(prefix="/v1/requesters", tags=["requesters"])

    @router.get("/{requester}/tickets", summary="All tickets of a requester")
    def list_tickets_of(
        requester: NamedRequester,
        turn: Annotated[Turn, Depends(_turn)],
        origin: Origin = None,
        status: Statuses = None,
    ) -> TicketPage:
        who = _requester(requester, origin)
        with store.reading() as tx:
            if not tx.events(who):
                detail = "Give an id, or a name and the `origin` of the desk that knows it."
                raise Problem(404, "no-such-requester", "Nobody is known as that", detail)
            return _page(tx, Asked(status=status or None, requester=who), turn)

    return router


def _page(tx: Transaction, asked: Asked, turn: Turn) -> TicketPage:
    found = listing.page(tx, asked, turn.after, turn.limit + 1, newest=turn.newest)
    shown, more = found[: turn.limit], len(found) > turn.limit
    items = summaries(tx, [one.ticket for one in shown])
    return TicketPage(items=items, next=shown[-1].serial if more else None)


def _requester(name: str, origin: str | None) -> UUID:
    try:
        return UUID(name)
    except ValueError:
        return requester_id(HERE.tenant, origin or ORIGIN, name)
