"""Which open cases are in queues that some lines lack, or have on another line?"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import psycopg

from firstline_chassis.store import Transaction, VersionConflict
from firstline_escalation.domain.case import Case
from firstline_escalation.read_models import heard

Home = tuple[str, str]
"""A line and its queue."""
_COUNTS = """SELECT queue, sum(cases)::bigint FROM queue_counts_v1
    WHERE (line, queue) NOT IN (SELECT * FROM unnest(%b::text[], %b::text[]))
    GROUP BY queue HAVING sum(cases) > 0 ORDER BY queue"""
_CASES = """SELECT ticket_id FROM queue_v1
    WHERE line IS NOT NULL AND queue = ANY(%b::text[])
      AND (line, queue) NOT IN (SELECT * FROM unnest(%b::text[], %b::text[]))"""


def outside(tx: Transaction, homes: Sequence[Home]) -> dict[str, int]:
    """How many open cases of our lines are in other places than these, by queue."""
    return {str(queue): int(cases) for queue, cases in tx.fetch(_COUNTS, _columns(homes))}


def cases_outside(tx: Transaction, homes: Sequence[Home]) -> list[Case]:
    """These cases, guarded: if more is heard of one meanwhile, decide again."""
    found = tx.fetch(_CASES, [list(outside(tx, homes)), *_columns(homes)])
    cases = heard.load_cases(tx, [row[0] for row in found])
    heard.guard(tx, {case.id: case.heard for case in cases.values()})
    return list(cases.values())


def guard(tx: Transaction, homes: Sequence[Home], known: Collection[UUID]) -> None:
    """Decide again if, under the lock, others than these are in other places by then."""
    columns = _columns(homes)

    def nobody_else(connection: psycopg.Connection[Any]) -> None:
        queues = [row[0] for row in connection.execute(_COUNTS.encode(), columns)]
        found = connection.execute(_CASES.encode(), [queues, *columns]).fetchall()
        if others := {row[0] for row in found} - set(known):
            raise VersionConflict(others)

    tx.verify(nobody_else)


def _columns(homes: Sequence[Home]) -> list[list[str]]:
    return [[line for line, _ in homes], [queue for _, queue in homes]]
