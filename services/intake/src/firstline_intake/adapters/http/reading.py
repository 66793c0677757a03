"""Read tickets over HTTP: from the events themselves, without a lock."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from firstline_chassis.http import Limit
from firstline_chassis.problems import Problem
from firstline_chassis.store import Store, Transaction
from firstline_intake.adapters.http.etags import etag
from firstline_intake.adapters.http.naming import Named, Origin, Reference, find_one
from firstline_intake.read_models import directory
from firstline_intake.read_models.directory import Entry
from firstline_intake.read_models.ticket import TicketSummary, TicketView, summary_of, view_of

After = Annotated[int, Query(ge=0, lt=2**63, description="`next` of the page before")]


class TicketPage(BaseModel):
    """Tickets in the order of their numbers; `next` goes into `after` for the next page."""

    items: list[TicketSummary]
    next: int | None


def add_reading(router: APIRouter, store: Store) -> None:
    @router.get("", summary="Tickets by number, or those of one reference")
    def list_tickets(
        limit: Limit = 50, after: After = 0, reference: Reference = None, origin: Origin = None
    ) -> TicketPage:
        with store.reading() as tx:
            entries = _entries(tx, after, limit, reference, origin)
            histories = tx.histories([entry.ticket_id for entry in entries])
        items = [summary for events in histories.values() if (summary := summary_of(events))]
        more = directory.serial_of(entries[-1].number) if len(entries) == limit else None
        return TicketPage(items=items, next=more)

    @router.get("/{ticket}", summary="Read a ticket with its conversation")
    def read_ticket(ticket: Named, response: Response, origin: Origin = None) -> TicketView:
        with store.reading() as tx:
            view = view_of(tx.events(find_one(tx, ticket, origin).ticket_id))
        assert view is not None
        response.headers["ETag"] = etag(view.version)
        return view


def _entries(
    tx: Transaction, after: int, limit: int, reference: str | None, origin: str | None
) -> list[Entry]:
    if reference is not None:
        return directory.page_of(tx, reference, origin, after, limit)
    if origin is not None:
        raise Problem(422, "origin-alone", "Say which reference of that origin you mean")
    return directory.page(tx, after, limit)
