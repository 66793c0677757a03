"""The timers as rows: claimed as a lease, taken away by the transaction that fires them."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import psycopg

from firstline_chassis.dead_letters import clean
from firstline_chassis.store import Transaction, VersionConflict
from firstline_chassis.timers import Due

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_CLAIM = """UPDATE timers AS t SET claimed_until = %b
      FROM (SELECT id FROM timers
             WHERE greatest(due_at, claimed_until) <= %b AND due_at <= %b
             ORDER BY greatest(due_at, claimed_until) LIMIT %b FOR UPDATE SKIP LOCKED) AS ripe
     WHERE t.id = ripe.id
    RETURNING t.id, t.token, t.aggregate_id, t.kind, t.due_at, t.payload"""
_CURRENT = """SELECT t.id, t.token, t.aggregate_id, t.kind, t.due_at, t.payload FROM timers AS t
      JOIN unnest(%b::bigint[], %b::bigint[]) AS mine (id, token) USING (id, token)"""
_TAKE = """DELETE FROM timers AS t USING unnest(%b::bigint[], %b::bigint[]) AS mine (id, token)
     WHERE t.id = mine.id AND t.token = mine.token"""
_FAIL = """UPDATE timers SET attempts = attempts + 1, trouble = %s,
       claimed_until = %s + least(interval '1 second' * 2 ^ least(attempts, 30), %s)
     WHERE id = %s AND token = %s"""
_LONGEST_WAIT = timedelta(minutes=5)
_STATE = """SELECT (SELECT min(due_at) FROM timers),
       (SELECT count(*) FROM timers WHERE attempts > 0),
       (SELECT count(DISTINCT topic) FROM inbox_positions WHERE topic = ANY(%b::text[])),
       (SELECT min(coalesce(read_until, %b)) FROM inbox_positions WHERE topic = ANY(%b::text[]))"""


class State(NamedTuple):
    """How the timers stand: the earliest, how many have failed, and how far is read (None: n/a)."""

    earliest: datetime | None
    failing: int
    read_until: datetime | None


def state(connection: psycopg.Connection[Any], topics: Collection[str]) -> State:
    """Everything before `read_until` has been read in every partition of these topics."""
    names = list(topics)
    row = connection.execute(_STATE, [names, NEVER, names]).fetchone()
    assert row is not None
    earliest, failing, known, read_until = row
    if not names:
        return State(earliest, failing, None)
    return State(earliest, failing, read_until if known == len(set(names)) else NEVER)


def claim(
    connection: psycopg.Connection[Any],
    now: datetime,
    up_to: datetime,
    lease: timedelta,
    limit: int,
) -> list[Due]:
    """Timers due by `up_to` that nobody holds, earliest first; ours until the lease ends."""
    rows = connection.execute(_CLAIM, [now + lease, now, up_to, limit]).fetchall()
    return sorted((Due(*row) for row in rows), key=lambda due: (due.due_at, due.id))


def still_current(tx: Transaction, due: Sequence[Due]) -> list[Due]:
    """Those of them that nobody has fired, cancelled or set anew since."""
    found = tx.fetch(_CURRENT, _names(due))
    return sorted((Due(*row) for row in found), key=lambda one: (one.due_at, one.id))


def take(tx: Transaction, due: Sequence[Due]) -> None:
    """Take them away at commit, under the lock; raises VersionConflict if one isn't current."""

    def all_gone(connection: psycopg.Connection[Any]) -> None:
        if connection.execute(_TAKE, _names(due)).rowcount != len(due):
            raise VersionConflict(())

    tx.verify(all_gone)


def fail(connection: psycopg.Connection[Any], due: Due, error: Exception, now: datetime) -> None:
    """Keep it, with the reason; the wait before the next try doubles, up to five minutes."""
    trouble = clean(f"{type(error).__name__}: {error}")
    connection.execute(_FAIL, [trouble, now, _LONGEST_WAIT, due.id, due.token])


def _names(due: Sequence[Due]) -> list[list[int]]:
    return [[one.id for one in due], [one.token for one in due]]
