"""Walks as they stand: one, its events, and those of a ticket."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from firstline_chassis.etags import etag
from firstline_chassis.http import Limit
from firstline_chassis.problems import Problem
from firstline_chassis.published import After, PublishedEvents, Translate, answer_published
from firstline_chassis.store import Store, Transaction
from firstline_events.message import Identifier
from firstline_kb.adapters.http.flow_naming import WalkId, ticket_named, walk_named
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.application.walking import view_in
from firstline_kb.domain.walk import Walk
from firstline_kb.read_models import walk_rows
from firstline_kb.read_models.walk_view import WalkView

TicketName = Annotated[Identifier, Path(description="the ticket's id, or its number if it is live")]


class WalkPage(BaseModel):
    """A ticket's walks in the order in which they began; `next` goes into `after`."""

    items: list[WalkView]
    next: int | None


def add_reading(router: APIRouter, store: Store, flows: Flows, translate: Translate) -> None:
    @router.get("/walks/{walk}", summary="A walk: what it shows, and the way so far")
    def show_walk(walk: WalkId, response: Response) -> WalkView:
        with store.reading() as tx:
            found = view_in(tx, flows, walk_named(tx, walk))
        response.headers["ETag"] = etag(found.version)
        return found

    @router.get(
        "/walks/{walk}/events",
        response_model=PublishedEvents,
        summary="The events of a walk, as they stand in the topic",
    )
    def list_walk_events(walk: WalkId, limit: Limit = 50, after: After = 0) -> Response:
        with store.reading() as tx:
            events = tx.events(walk_named(tx, walk).id)
        return answer_published(events, translate, after, limit)

    @router.get("/tickets/{ticket}/walks", summary="The walks that a ticket has")
    def list_walks(
        ticket: TicketName, limit: Limit = 50, after: Annotated[int, Query(ge=0, lt=2**63)] = 0
    ) -> WalkPage:
        with store.reading() as tx:
            rows = walk_rows.of_ticket(tx, _ticket(tx, ticket), after, limit + 1)
            page = dict(rows[:limit])
            walks = tx.aggregates(Walk, page.values())
            items = [view_in(tx, flows, walks[one]) for one in page.values()]
        return WalkPage(items=items, next=rows[limit - 1][0] if len(rows) > limit else None)


def _ticket(tx: Transaction, name: str) -> UUID:
    """Raises Problem: 404 for a number that is no live ticket's."""
    found = ticket_named(tx, name)
    if found is None:
        detail = f"Kb knows no live ticket {name}; give its id."
        raise Problem(404, "no-such-ticket", "There is no such ticket", detail)
    return found
