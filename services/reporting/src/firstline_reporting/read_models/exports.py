"""The whole history for other tools: each view of `analytics`, cut into months."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import psycopg

from firstline_reporting.read_models.question import in_period

EXPORTED: dict[str, str | None] = {
    "aliases": "valid_from",
    "article_links": "valid_from",
    "articles": "drafted_at",
    "assessments": "assessed_at",
    "attachments": "at",
    "cases": "opened_at",
    "drafts": "begun_at",
    "escalation_requests": "asked_at",
    "flow_steps": None,
    "flow_versions": "at",
    "interactions": "at",
    "major_incidents": "valid_from",
    "merged": None,
    "moves": "at",
    "ratings": "at",
    "referrals": "at",
    "requesters": "registered_at",
    "resolutions": "at",
    "search_openings": "at",
    "searches": "at",
    "suggestion_steps": "at",
    "suggestions": "at",
    "ticket_events": "effective_at",
    "ticket_history": "valid_from",
    "ticket_links": "valid_from",
    "tickets": "opened_at",
    "walk_steps": "at",
    "walks": "started_at",
    "went_live": "live_from",
}
"""Each view with the time by which it is cut into months; null: what holds now, in one part.

`freshness` is told in the manifest.
"""

PLAIN = (
    "bigint", "boolean", "double precision", "integer", "smallint", "text",
    "timestamp with time zone",
)  # fmt: skip
"""Types that travel as they are."""

AT_ONCE = 10_000
"""Rows that are in memory together."""


class Part(NamedTuple):
    """One month of one view; the month is null for rows without a time."""

    table: str
    month: str | None
    rows: int


class Bounds(NamedTuple):
    """From when, inclusive, until when, exclusive; null: without a bound."""

    since: datetime | None = None
    until: datetime | None = None


def parts(connection: psycopg.Connection[Any], bounds: Bounds) -> list[Part]:
    """What there is to export, table by table, month by month."""
    found: list[Part] = []
    for table, column in EXPORTED.items():
        statement = f"""SELECT {_month(column)}, count(*) FROM analytics.{table}
             WHERE {_within(column)} GROUP BY 1 ORDER BY 1"""  # noqa: S608 - ours
        rows = connection.execute(statement.encode(), bounds._asdict()).fetchall()
        found += [Part(table, month, count) for month, count in rows]
    return found


def columns(connection: psycopg.Connection[Any], table: str) -> list[tuple[str, str]]:
    """The columns of a view with their types in PostgreSQL."""
    statement = """SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
         WHERE attrelid = ('analytics.' || %s)::regclass AND attnum > 0 AND NOT attisdropped
         ORDER BY attnum"""
    return [(name, kind) for name, kind in connection.execute(statement, [table])]


def rows(
    connection: psycopg.Connection[Any], table: str, month: str | None, bounds: Bounds
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of one part, so many at once; they wait in the server until they are asked for."""
    column = EXPORTED[table]
    told = ", ".join(_told(name, kind) for name, kind in columns(connection, table))
    statement = f"""SELECT {told} FROM analytics.{table}
         WHERE {_month(column)} IS NOT DISTINCT FROM %(month)s::text
           AND {_within(column)}"""  # noqa: S608 - built of our own words
    connection.execute("SET LOCAL idle_in_transaction_session_timeout = '60s'")
    with connection.cursor("export", binary=True) as cursor:
        cursor.execute(statement.encode(), {**bounds._asdict(), "month": month})
        while found := cursor.fetchmany(AT_ONCE):
            yield found


def _within(column: str | None) -> str:
    return "true" if column is None else in_period(column)


def _month(column: str | None) -> str:
    if column is None:
        return "NULL::text"
    return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM')"


def _told(name: str, kind: str) -> str:
    """Ids, documents and our own kinds travel as text, which every tool reads."""
    return f'"{name}"' if kind in PLAIN else f'"{name}"::text'
