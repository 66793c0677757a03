"""Tickets over HTTP: as they stood at an instant, and one of them with its history and events."""

from typing import Annotated, Any

import psycopg
from fastapi import APIRouter, Path, Query
from psycopg_pool import ConnectionPool

from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.http import Limit
from firstline_chassis.problems import Problem
from firstline_events.message import Identifier
from firstline_reporting.adapters.http.cursors import to_cursor, to_place, to_spot
from firstline_reporting.adapters.http.documents import TicketEvents, TicketsThen, TicketStory
from firstline_reporting.adapters.http.parameters import At, Cursor, Origin, Word, Zone
from firstline_reporting.adapters.http.reports import Behind
from firstline_reporting.adapters.http.zones import in_zone
from firstline_reporting.read_models import ticket_listing, ticket_story
from firstline_reporting.read_models.freshness import freshness
from firstline_reporting.read_models.snapshots import snapshot
from firstline_reporting.read_models.ticket_listing import Asked, Place
from firstline_reporting.read_models.ticket_story import BEGINNING, Spot

Name = Annotated[Identifier, Path(description="id, number, or reference at a foreign desk")]
Reference = Annotated[
    Identifier | None, Query(description="Only tickets that a foreign desk calls so")
]
Waiting = Annotated[bool, Query(description="Only those neither resolved nor closed then")]
_REFUSALS: dict[int | str, dict[str, Any]] = {
    404: {"description": "No ticket has this name"},
    409: {"description": "Several tickets have this name"},
}


def ticket_router(pool: ConnectionPool, behind: Behind, clock: Clock = utc_now) -> APIRouter:
    router = APIRouter(prefix="/v1/tickets", tags=["tickets"])

    @router.get("", response_model=TicketsThen, summary="Tickets as they stood at an instant")
    def list_tickets(
        at: At = None,
        backlog: Waiting = False,
        status: Word = None,
        source_status: Word = None,
        queue: Word = None,
        assignee: Word = None,
        priority: Word = None,
        source_priority: Word = None,
        origin: Origin = None,
        reference: Reference = None,
        tz: Zone = "UTC",
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Any:
        said = (status, source_status, queue, assignee, priority, source_priority)
        asked = Asked(_words(said), backlog, origin, reference)
        then, after = at or clock(), to_place(cursor) if cursor is not None else None
        with snapshot(pool) as rows:
            found = ticket_listing.tickets_then(rows, then, asked, after, limit)
            fresh = freshness(rows, behind())
        last = Place(found[-1]["opened_at"], found[-1]["ticket_id"]) if found else None
        page = _page(found, limit, last)
        return in_zone({"at": then, **page, "freshness": fresh}, tz)

    @router.get("/{ticket}", response_model=TicketStory, responses=_REFUSALS, summary="One ticket")
    def show_ticket(ticket: Name, origin: Origin = None, tz: Zone = "UTC") -> Any:
        with snapshot(pool) as rows:
            found = _the_one(rows, ticket, origin)
            history = ticket_story.history(rows, found["ticket_id"])
            fresh = freshness(rows, behind())
        return in_zone({"ticket": found, "history": history, "freshness": fresh}, tz)

    @router.get(
        "/{ticket}/events",
        response_model=TicketEvents,
        responses=_REFUSALS,
        summary="The events behind a ticket",
    )
    def list_events(
        ticket: Name,
        origin: Origin = None,
        tz: Zone = "UTC",
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Any:
        after = BEGINNING if cursor is None else to_spot(cursor)
        with snapshot(pool) as rows:
            found = _the_one(rows, ticket, origin)
            events = ticket_story.events(rows, found["ticket_id"], after, limit)
            fresh = freshness(rows, behind())
        last = Spot(events[-1]["topic"], events[-1]["sequence"]) if events else None
        return in_zone({**_page(events, limit, last), "freshness": fresh}, tz)

    return router


def _words(said: tuple[str | None, ...]) -> dict[str, str | None]:
    """The filters that were given; the empty word stands for unknown."""
    pairs = zip(ticket_listing.FILTERS, said, strict=True)
    return {name: word or None for name, word in pairs if word is not None}


def _page(items: list[dict[str, Any]], limit: int, last: Place | Spot | None) -> dict[str, Any]:
    more = last is not None and len(items) == limit
    return {"items": items, "next": to_cursor(last) if more and last is not None else None}


def _the_one(rows: psycopg.Connection[Any], name: str, origin: str | None) -> dict[str, Any]:
    found = ticket_story.find(rows, name, origin)
    if not found:
        detail = f"No ticket has the id, number or reference {name!r}; it may not be read yet."
        raise Problem(404, "no-such-ticket", "No such ticket", detail)
    if len(found) > 1:
        raise _ambiguous(name, found)
    return found[0]


def _ambiguous(name: str, found: list[dict[str, Any]]) -> Problem:
    choices = [{"ticket_id": one["ticket_id"], "origin": one["origin"]} for one in found]
    detail = f"{len(found)} tickets are called {name!r}: ask by id, or add ?origin=."
    return Problem(409, "ambiguous-name", "Several tickets", detail, tickets=choices)
