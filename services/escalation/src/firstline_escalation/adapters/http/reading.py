"""Read a case, and what happened to it."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from firstline_chassis.etags import etag
from firstline_chassis.http import Limit
from firstline_chassis.published import After, PublishedEvents, Translate, answer_published
from firstline_chassis.store import Store
from firstline_escalation.adapters.http.naming import Named, Origin, find_case
from firstline_escalation.read_models.case import CaseView, view_of
from firstline_escalation.read_models.history import Entry, history_of


class History(BaseModel):
    """What happened, oldest first; `next` goes into `after` for the next page."""

    items: list[Entry]
    next: int | None


def add_reading(router: APIRouter, store: Store, translate: Translate) -> None:
    @router.get("/{ticket}", summary="Who works on a ticket")
    def read_case(ticket: Named, response: Response, origin: Origin = None) -> CaseView:
        with store.reading() as tx:
            view = view_of(find_case(tx, ticket, origin))
        response.headers["ETag"] = etag(view.version)
        return view

    @router.get("/{ticket}/history", summary="Every hand-over, in words")
    def read_history(
        ticket: Named,
        limit: Limit = 50,
        after: Annotated[int, Query(ge=0, lt=2**63, description="`next` of before")] = 0,
        origin: Origin = None,
    ) -> History:
        with store.reading() as tx:
            events = tx.events(find_case(tx, ticket, origin).id)
        page = history_of(events[after : after + limit])
        return History(items=page, next=after + limit if len(events) > after + limit else None)

    @router.get(
        "/{ticket}/events",
        response_model=PublishedEvents,
        summary="Escalation's events about a ticket, as they stand in the topic",
    )
    def list_events(
        ticket: Named, limit: Limit = 50, after: After = 0, origin: Origin = None
    ) -> Response:
        with store.reading() as tx:
            events = tx.events(find_case(tx, ticket, origin).id)
        return answer_published(events, translate, after, limit)
