"""Read a ticket as its requester sees it."""

from fastapi import APIRouter

from firstline_chassis.store import Store
from firstline_intake.adapters.http.naming import Named, Origin, find_one
from firstline_intake.read_models.for_requester import RequesterView, view_for_requester


def add_requesters_reading(router: APIRouter, store: Store) -> None:
    @router.get("/{ticket}/for-requester", summary="Read a ticket as its requester sees it")
    def read_for_requester(ticket: Named, origin: Origin = None) -> RequesterView:
        with store.reading() as tx:
            view = view_for_requester(tx, find_one(tx, ticket, origin).ticket_id)
        assert view is not None
        return view
