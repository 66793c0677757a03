"""Counting in SQL: distributions, single rows, and plans for whole tables."""

from collections.abc import Iterable
from typing import Any

import psycopg


def distribution(
    connection: psycopg.Connection[Any], statement: str, parameters: dict[str, Any]
) -> dict[str, int]:
    """The counts of a statement that yields (key, count); rows without a key are left out."""
    return ordered(connection.execute(statement.encode(), parameters))


def over_all_tickets(connection: psycopg.Connection[Any]) -> None:
    """For the rest of the transaction, join whole tables by hashing.

    Until the first autoanalyze after a bulk import the planner takes tables for empty and loops
    over them row by row: half a minute instead of half a second.
    """
    connection.execute("SET LOCAL enable_nestloop = off")


def ordered(rows: Iterable[tuple[Any, ...]]) -> dict[str, int]:
    """Counts by key, most frequent first, then by key."""
    known = [(str(key), int(count)) for key, count in rows if key is not None]
    return dict(sorted(known, key=lambda row: (-row[1], row[0])))


def single(
    connection: psycopg.Connection[Any], statement: str, parameters: dict[str, Any]
) -> tuple[Any, ...]:
    """The one row of a statement that always yields one."""
    row = connection.execute(statement.encode(), parameters).fetchone()
    assert row is not None
    return tuple(row)
