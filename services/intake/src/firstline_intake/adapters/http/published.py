"""A ticket's events as they stand in the topics, notes included: for the desk, not for others."""

from fastapi import APIRouter, Response

from firstline_chassis.http import Limit
from firstline_chassis.published import After, PublishedEvents, Translate, answer_published
from firstline_chassis.store import Store
from firstline_intake.adapters.http.naming import Named, Origin, find_one


def published_router(store: Store, translate: Translate) -> APIRouter:
    router = APIRouter(prefix="/v1/tickets", tags=["tickets"])

    @router.get("/{ticket}/events", response_model=PublishedEvents, summary="A ticket's events")
    def list_events(
        ticket: Named, origin: Origin = None, limit: Limit = 50, after: After = 0
    ) -> Response:
        with store.reading() as tx:
            events = tx.events(find_one(tx, ticket, origin).ticket_id)
        return answer_published(events, translate, after, limit)

    return router
