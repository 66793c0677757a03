"""Where anybody sees which timers are set, and which should have fired by now and did not."""

from collections.abc import Callable, Collection
from typing import Annotated, Any

from fastapi import APIRouter, Query
from psycopg import Connection
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from firstline_chassis import timer_rows
from firstline_chassis.clock import Clock
from firstline_chassis.http import Limit

_COUNTS = """SELECT count(*) AS set, count(*) FILTER (WHERE attempts > 0) AS failing,
       count(*) FILTER (WHERE due_at < %(now)s - %(tolerance)s * interval '1 second') AS overdue
  FROM timers"""
_LIST = """SELECT id, aggregate_id AS aggregate, kind, due_at, set_at, attempts, trouble,
       greatest(0, extract(epoch FROM %(now)s - due_at))::float8 AS seconds_overdue
  FROM timers
 WHERE id > %(after)s
   AND (NOT %(overdue)s OR due_at < %(now)s - %(tolerance)s * interval '1 second')
 ORDER BY id LIMIT %(limit)s"""
_BIGINT = 2**63 - 1
_YEAR_SECONDS = 366 * 86_400
Missing = Callable[[Connection[Any], int], list[dict[str, Any]]]
"""Up to so many aggregates that should have a timer and have none: `aggregate` and `kind`."""


def timer_router(
    pool: ConnectionPool, topics: Collection[str], clock: Clock, missing: Missing | None = None
) -> APIRouter:
    """Routes over the timers of a service whose worker reads these topics."""
    router = APIRouter(prefix="/v1/timers", tags=["operations"])

    @router.get("", summary="Timers that are set, and those that should have fired")
    def list_timers(
        limit: Limit = 50,
        after: Annotated[int, Query(ge=0, le=_BIGINT)] = 0,
        overdue: Annotated[bool, Query(description="Only those that should have fired")] = False,
        tolerance: Annotated[
            int, Query(ge=0, le=_YEAR_SECONDS, description="seconds that a timer may be late")
        ] = 75,
    ) -> dict[str, Any]:
        asked = {"now": clock(), "after": after, "limit": limit}
        asked |= {"overdue": overdue, "tolerance": tolerance}
        with pool.connection() as connection, connection.cursor(row_factory=dict_row) as cursor:
            counts = cursor.execute(_COUNTS, asked).fetchone()
            items = cursor.execute(_LIST, asked).fetchall()
            read_until = timer_rows.state(connection, topics).read_until
            lacking = missing(connection, limit) if missing else []
        last = items[-1]["id"] if len(items) == limit else None
        told = {"now": asked["now"], "read_until": read_until, **(counts or {})}
        return {**told, "missing": lacking, "items": items, "next": last}

    return router
