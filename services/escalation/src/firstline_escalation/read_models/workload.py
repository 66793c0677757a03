"""How much waits in each queue, and who has what? Counted as it changes, not when it is asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Priority

_WAITING = """SELECT line, queue, priority, major_incident, sum(cases)::bigint,
        coalesce(sum(cases) FILTER (WHERE assignee IS NULL), 0)::bigint
    FROM queue_counts_v1 GROUP BY line, queue, priority, major_incident
    HAVING sum(cases) > 0 ORDER BY line, queue"""
_OLDEST = """SELECT asked.queue, found.opened_at FROM unnest(%b::text[]) AS asked (queue),
    LATERAL (SELECT opened_at FROM queue_v1 AS q WHERE q.queue = asked.queue AND line IS NOT NULL
              ORDER BY opened_at LIMIT 1) AS found"""
_HELD = """WITH page AS (
        SELECT DISTINCT assignee FROM queue_counts_v1 WHERE assignee > %s AND cases > 0
         ORDER BY assignee LIMIT %s)
    SELECT assignee, line, priority, major_incident, sum(cases)::bigint
      FROM queue_counts_v1 WHERE assignee IN (SELECT assignee FROM page)
     GROUP BY assignee, line, priority, major_incident
    HAVING sum(cases) > 0 ORDER BY assignee, line"""


class Waiting(NamedTuple):
    """Cases of one queue that are alike."""

    line: str
    queue: str
    priority: Priority
    major_incident: bool
    cases: int
    unassigned: int


class Held(NamedTuple):
    """Cases of one agent that are alike."""

    agent: str
    line: str
    priority: Priority
    major_incident: bool
    cases: int


def waiting(tx: Transaction) -> Sequence[Waiting]:
    """What is in every queue of our lines that holds work."""
    return [Waiting(*row)._replace(priority=Priority(row[2])) for row in tx.fetch(_WAITING)]


def oldest(tx: Transaction, queues: Sequence[str]) -> dict[str, datetime]:
    """When the oldest case of each of these queues was opened; none, where none is."""
    return dict(tx.fetch(_OLDEST, [list(queues)]))


def held(tx: Transaction, after: str, limit: int) -> Sequence[Held]:
    """What the next agents have, in the order of their names."""
    return [
        Held(*row)._replace(priority=Priority(row[2])) for row in tx.fetch(_HELD, [after, limit])
    ]
