"""Which walks does a ticket have? And which go on, so that each has its timer?"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from firstline_chassis.aggregate import Aggregate
from firstline_chassis.store import Transaction
from firstline_kb.domain.walk import Walk

_KEEP = """INSERT INTO walks_v1 (walk_id, ticket_id, open) VALUES (%s, %s, %s)
    ON CONFLICT (walk_id) DO UPDATE SET ticket_id = excluded.ticket_id, open = excluded.open"""
_OF_TICKET = """SELECT serial, walk_id FROM walks_v1
    WHERE ticket_id = %s AND serial > %s ORDER BY serial LIMIT %s"""
_IS_WALK = "SELECT FROM walks_v1 WHERE walk_id = %s"
_MISSING = """SELECT walk_id AS aggregate, %s AS kind FROM walks_v1
    WHERE open AND NOT EXISTS (SELECT FROM timers WHERE aggregate_id = walk_id AND kind = %s)
    LIMIT %s"""


def keep_walks(tx: Transaction, changed: Collection[Aggregate]) -> None:
    """Stage the rows of whatever walks have new events."""
    for walk in changed:
        if isinstance(walk, Walk):
            tx.stage(_KEEP, [walk.id, walk.ticket, walk.is_open])


def is_walk(tx: Transaction, walk: UUID) -> bool:
    """Whether the id is that of a walk, and of nothing else."""
    return bool(tx.fetch(_IS_WALK, [walk]))


def of_ticket(tx: Transaction, ticket: UUID, after: int, limit: int) -> Sequence[tuple[int, UUID]]:
    """Serials and ids of a ticket's walks after that serial, in the order of their beginning."""
    return [(serial, walk) for serial, walk in tx.fetch(_OF_TICKET, [ticket, after, limit])]


def without_timer(
    connection: psycopg.Connection[Any], kind: str, limit: int
) -> list[dict[str, Any]]:
    """Walks that go on and have no timer of this kind."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_MISSING, [kind, kind, limit]).fetchall()
