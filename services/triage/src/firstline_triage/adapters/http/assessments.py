"""Assessments over HTTP: one ticket's, with the reasons in words; and all, in turn."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from psycopg_pool import ConnectionPool

from firstline_chassis.http import Limit
from firstline_chassis.problems import Problem
from firstline_events.message import Identifier
from firstline_triage.adapters.http.cursors import from_cursor, to_cursor
from firstline_triage.adapters.http.documents import Assessed, Explained, History, Queue
from firstline_triage.read_models import current, history

_BIGINT = 2**63 - 1
NO_ANSWER: dict[int | str, dict[str, Any]] = {
    404: {"description": "Triage has said nothing about it"}
}
Cursor = Annotated[str | None, Query(max_length=512, description="`next` of the page before")]
Name = Annotated[Identifier | None, Query(description="as the foreign desk says it")]


def assessment_router(pool: ConnectionPool) -> APIRouter:
    router = APIRouter(prefix="/v1/assessments", tags=["assessments"])

    @router.get("", summary="The tickets in turn: highest score, then age, then id")
    def list_assessments(
        limit: Limit = 50, cursor: Cursor = None, origin: Name = None, reference: Name = None
    ) -> Queue:
        after = None if cursor is None else from_cursor(cursor)
        found = current.queue(pool, current.Wanted(origin, reference), after, limit + 1)
        page = found[:limit]
        following = to_cursor(current.Turn.of(page[-1])) if len(found) > limit else None
        return Queue(items=[Assessed.of(one) for one in page], next=following)

    @router.get("/{ticket}", summary="What triage says of a ticket, and why", responses=NO_ANSWER)
    def show_assessment(ticket: UUID) -> Explained:
        found = current.find(pool, ticket)
        if found is None:
            raise unknown(ticket)
        before = history.answers(pool, ticket, found.version - 2, 1) if found.version > 1 else []
        return Explained.of(found, before[0] if before else None)

    @router.get("/{ticket}/history", summary="All that triage has said of it", responses=NO_ANSWER)
    def show_history(
        ticket: UUID, limit: Limit = 50, after: Annotated[int, Query(ge=0, le=_BIGINT)] = 0
    ) -> History:
        skipped = min(after, 1)
        found = history.answers(pool, ticket, after - skipped, skipped + limit + 1)
        if not found and not after:
            raise unknown(ticket)
        page = found[skipped : skipped + limit]
        following = page[-1].version if len(found) > skipped + limit else None
        pairs = zip(page, [*found[:skipped], *page] if skipped else [None, *page], strict=False)
        return History(items=[Explained.of(*pair) for pair in pairs], next=following)

    return router


def unknown(ticket: UUID) -> Problem:
    """What to say where triage has no answer."""
    detail = (
        f"Triage has said nothing about ticket {ticket}: there is no such ticket,"
        " or it has not been classified yet."
    )
    return Problem(404, "no-such-assessment", "No assessment", detail)
