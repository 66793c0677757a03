"""Tickets as they stood at an instant: what a backlog figure drills down to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from firstline_reporting.read_models.as_of import aspect_then, held

SHOWN = ("source_status", "queue", "assignee", "priority", "source_priority")
FILTERS = ("status", "source_status", "queue", "assignee", "priority", "source_priority")


class Place(NamedTuple):
    """Where a page ends: listings go by opening, then by id."""

    opened_at: datetime
    ticket_id: UUID


class Asked(NamedTuple):
    """Which tickets: by words then known (null stands for unknown), waiting only, by foreign name.

    A reference may hold any character; one that fits in no path is found here.
    """

    words: Mapping[str, str | None]
    backlog: bool = False
    origin: str | None = None
    reference: str | None = None


def tickets_then(
    connection: psycopg.Connection[Any],
    at: datetime,
    asked: Asked,
    after: Place | None,
    limit: int,
) -> list[dict[str, Any]]:
    """At most `limit` tickets opened until `at`, as they stood then, oldest first."""
    parameters = {
        "at": at,
        "origin": asked.origin,
        "reference": asked.reference,
        "limit": limit,
        **{f"word_{name}": word for name, word in asked.words.items()},
        **(after._asdict() if after else {}),
    }
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_statement(asked, after).encode(), parameters).fetchall()


def _statement(asked: Asked, after: Place | None) -> str:
    conditions = [
        "t.opened_at <= %(at)s",
        *(_is(name) for name in FILTERS if name in asked.words),
        *(["status.value NOT IN ('resolved', 'closed')"] if asked.backlog else []),
        *(["t.origin = %(origin)s"] if asked.origin is not None else []),
        *(["t.reference = %(reference)s"] if asked.reference is not None else []),
        *(["(t.opened_at, t.ticket_id) > (%(opened_at)s, %(ticket_id)s)"] if after else []),
    ]
    return f"""SELECT t.ticket_id, t.number, t.origin, t.reference, t.opened_at,
           status.value AS status, {", ".join(f"{name}.value AS {name}" for name in SHOWN)}
      FROM analytics.tickets AS t
      JOIN analytics.ticket_history AS status ON status.ticket_id = t.ticket_id
       AND status.aspect = 'status' AND {held("status")}
      {" ".join(aspect_then("t", name, name) for name in SHOWN)}
     WHERE {" AND ".join(conditions)}
     ORDER BY t.opened_at, t.ticket_id LIMIT %(limit)s"""  # noqa: S608 - built of our own words


def _is(name: str) -> str:
    return f"{name}.value IS NOT DISTINCT FROM %(word_{name})s"
