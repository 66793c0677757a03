"""Read a ticket over HTTP: from the events themselves, without a lock."""

from fastapi import APIRouter, Response

from firstline_chassis.etags import etag
from firstline_chassis.store import Store
from firstline_intake.adapters.http.naming import Named, Origin, find_one
from firstline_intake.read_models.ticket import TicketView
from firstline_intake.read_models.whole import whole_view


def add_reading(router: APIRouter, store: Store) -> None:
    @router.get("/{ticket}", summary="Read a ticket with its conversation")
    def read_ticket(ticket: Named, response: Response, origin: Origin = None) -> TicketView:
        with store.reading() as tx:
            view = whole_view(tx, find_one(tx, ticket, origin).ticket_id)
        assert view is not None
        response.headers["ETag"] = etag(view.version)
        return view
