"""One ticket: where it stands, what held when, and the events behind it."""

from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

_BY_ID = "SELECT * FROM analytics.tickets WHERE ticket_id = %s"
_BY_NAME = """SELECT * FROM analytics.tickets
     WHERE number = %(name)s AND (%(origin)s::text IS NULL OR origin = %(origin)s)
    UNION
    SELECT * FROM analytics.tickets
     WHERE reference = %(name)s AND (%(origin)s::text IS NULL OR origin = %(origin)s)
     ORDER BY opened_at, ticket_id LIMIT 20"""
_HISTORY = """SELECT aspect::text AS aspect, value, valid_from, valid_to, recorded_at, sequence,
           cause
      FROM analytics.ticket_history WHERE ticket_id = %s ORDER BY aspect, sequence"""
_EVENTS = """SELECT topic, sequence, type, occurred_at, effective_at, recorded_at, actor_kind, cause
      FROM analytics.ticket_events
     WHERE ticket_id = %s AND (topic, sequence) > (%s, %s) ORDER BY topic, sequence LIMIT %s"""


class Spot(NamedTuple):
    """Where a page of events ends."""

    topic: str
    sequence: int


BEGINNING = Spot("", 0)


def find(
    connection: psycopg.Connection[Any], name: str, origin: str | None = None
) -> list[dict[str, Any]]:
    """The tickets of this id, number or reference; several desks may use one reference."""
    ticket_id = _as_id(name)
    if ticket_id is not None:
        found = _rows(connection, _BY_ID, [ticket_id])
        if found:
            return found
    return _rows(connection, _BY_NAME, {"name": name, "origin": origin})


def history(connection: psycopg.Connection[Any], ticket_id: UUID) -> list[dict[str, Any]]:
    """What held for the ticket, aspect by aspect, in the order of statements."""
    return _rows(connection, _HISTORY, [ticket_id])


def events(
    connection: psycopg.Connection[Any], ticket_id: UUID, after: Spot, limit: int
) -> list[dict[str, Any]]:
    """The ticket's events, topic by topic, in sequence."""
    return _rows(connection, _EVENTS, [ticket_id, *after, limit])


def _as_id(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def _rows(connection: psycopg.Connection[Any], statement: str, given: Any) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement.encode(), given).fetchall()
