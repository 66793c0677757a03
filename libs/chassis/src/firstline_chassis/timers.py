"""Time as data: a timer is a row, written with the events that set it, and gone when it fired.

An aggregate has at most one timer of a kind. Setting it again replaces it under a new token, so
whoever still holds the older one fires nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import orjson

from firstline_chassis.store import Transaction

_SET = """INSERT INTO timers (aggregate_id, kind, due_at, payload)
    SELECT aggregate, kind, due, payload::jsonb
      FROM unnest(%b::uuid[], %b::text[], %b::timestamptz[], %b::text[])
           AS new (aggregate, kind, due, payload)
    ON CONFLICT (aggregate_id, kind) DO UPDATE
       SET token = excluded.token, due_at = excluded.due_at, payload = excluded.payload,
           set_at = clock_timestamp(), claimed_until = NULL, attempts = 0, trouble = NULL"""
_CANCEL = """DELETE FROM timers USING unnest(%b::uuid[], %b::text[]) AS old (aggregate, kind)
    WHERE timers.aggregate_id = old.aggregate AND timers.kind = old.kind"""
_NOTHING: Mapping[str, Any] = {}


class Timer(NamedTuple):
    """What is to happen to an aggregate, and when (UTC). `payload` is JSON for whoever fires it."""

    aggregate: UUID
    kind: str
    due_at: datetime
    payload: Mapping[str, Any] = _NOTHING


class Due(NamedTuple):
    """A timer that is due; `token` is that of its last setting."""

    id: int
    token: int
    aggregate: UUID
    kind: str
    due_at: datetime
    payload: Mapping[str, Any]


class Firing(Protocol):
    """What a service does when timers are due. Called in a thread, inside one transaction."""

    def fire(self, tx: Transaction, due: Sequence[Due], late: bool) -> None:
        """Decide on aggregates read through `tx`, which guards their versions.

        May be called again with the same timers, or with a part of them, after a rollback. `late`
        says that the worker hadn't read up to their time; the event should say so. An error that
        isn't transient is blamed on one timer, which is kept and tried again later. A timer that
        is no longer wanted is simply let pass: it is gone at commit like any other.
        """


class ByKind:
    """A Firing that hands each timer to the one for its kind."""

    def __init__(self, firings: Mapping[str, Firing]):
        self._firings = firings

    def fire(self, tx: Transaction, due: Sequence[Due], late: bool) -> None:
        """Raises LookupError for a kind that this version of the service doesn't know."""
        for kind in dict.fromkeys(one.kind for one in due):
            if kind not in self._firings:
                raise LookupError(f"nobody here fires timers of the kind {kind}")
            self._firings[kind].fire(tx, [one for one in due if one.kind == kind], late)


def set_timer(
    tx: Transaction,
    aggregate: UUID,
    kind: str,
    due_at: datetime,
    payload: Mapping[str, Any] = _NOTHING,
) -> None:
    """Stage one timer; it replaces the aggregate's timer of this kind, if there is one."""
    set_timers(tx, [Timer(aggregate, kind, due_at, payload)])


def set_timers(tx: Transaction, timers: Sequence[Timer]) -> None:
    """Stage many at once; of several for one aggregate and kind the last one counts."""
    latest = {(timer.aggregate, timer.kind): timer for timer in timers}
    if latest:
        rows = [(a, k, t.due_at, orjson.dumps(t.payload).decode()) for (a, k), t in latest.items()]
        tx.stage(_SET, [list(column) for column in zip(*rows, strict=True)])


def cancel_timer(tx: Transaction, aggregate: UUID, kind: str) -> None:
    """Stage the end of a timer; one that isn't there is none."""
    cancel_timers(tx, [(aggregate, kind)])


def cancel_timers(tx: Transaction, timers: Collection[tuple[UUID, str]]) -> None:
    """Stage the end of these timers, by aggregate and kind."""
    if timers:
        tx.stage(_CANCEL, [list(column) for column in zip(*timers, strict=True)])
