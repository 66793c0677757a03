"""Where a person sees what could not be taken, and why."""

import base64
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from firstline_chassis.http import Limit
from firstline_chassis.problems import Problem

_LIST = """SELECT d.id, recorded_at, topic, partition, "offset", aggregate_id AS aggregate,
        event_type AS type, code, reason,
        (SELECT count(*) FROM waiting AS w
          WHERE d.blocks AND w.aggregate_id = d.aggregate_id AND w.topic = d.topic) AS waiting
    FROM dead_letters AS d WHERE id > %s ORDER BY id LIMIT %s"""
_SHOW = "SELECT key, value, headers FROM dead_letters WHERE id = %s"
_BIGINT = 2**63 - 1


def dead_letter_router(pool: ConnectionPool) -> APIRouter:
    router = APIRouter(prefix="/v1/dead-letters", tags=["operations"])

    @router.get("", summary="Records that could not be taken, oldest first")
    def list_dead_letters(
        limit: Limit = 50, after: Annotated[int, Query(ge=0, le=_BIGINT)] = 0
    ) -> dict[str, Any]:
        items = _rows(pool, _LIST, after, limit)
        more = len(items) == limit
        return {"items": items, "next": items[-1]["id"] if more else None}

    @router.get("/{letter}", summary="One of them, whole")
    def show_dead_letter(letter: Annotated[int, Path(ge=1, le=_BIGINT)]) -> dict[str, Any]:
        found = _rows(pool, _LIST, letter - 1, 1)
        if not found or found[0]["id"] != letter:
            raise Problem(404, "no-such-dead-letter", f"There is no dead letter {letter}")
        content = _rows(pool, _SHOW, letter)[0]
        shown = {name: _text(content[name]) for name in ("key", "value")}
        return {**found[0], **shown, "headers": content["headers"]}

    return router


def _rows(pool: ConnectionPool, statement: str, *parameters: Any) -> list[dict[str, Any]]:
    with pool.connection() as connection, connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement.encode(), parameters).fetchall()


def _text(content: bytes | None) -> str | dict[str, str] | None:
    """Text where it is text, else base64 in an object that says so."""
    if content is None:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}
