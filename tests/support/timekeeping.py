"""Timers in tests: a clock that is set by hand, and a service that counts what fires."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg_pool import ConnectionPool

from firstline_chassis.store import Store, Transaction
from firstline_chassis.timekeeper import Timers
from firstline_chassis.timers import Due, set_timer
from tests.support.counters import MAPPER, NOON, Counter

AN_HOUR = timedelta(hours=1)


class HandClock:
    """Says what it was told to say."""

    def __init__(self, now: datetime = NOON):
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, time: timedelta) -> None:
        self.now += time


class Raising:
    """Fires by raising the counter by the timer's token; `fails` are the kinds that can't."""

    def __init__(self, *fails: str):
        self.fails = set(fails)
        self.lates: list[bool] = []
        self.batches: list[int] = []

    def fire(self, tx: Transaction, due: Sequence[Due], late: bool) -> None:
        self.batches.append(len(due))
        self.lates.append(late)
        counters = tx.aggregates(Counter, [one.aggregate for one in due])
        for one in due:
            if one.kind in self.fails:
                raise ValueError(f"no {one.kind} today")
            counters[one.aggregate].add(one.token)


def timers(
    pool: ConnectionPool, clock: HandClock, firing: Raising | None = None, *topics: str
) -> Timers:
    """The part of a service with the smallest aggregates there are."""
    return Timers(Store(pool, MAPPER), firing or Raising(), topics, clock=clock, batch=10)


def setting(pool: ConnectionPool, counter: UUID, kind: str, due_at: datetime) -> int:
    """Set a timer in a transaction of its own; returns its token."""
    with Store(pool, MAPPER).transaction() as tx:
        set_timer(tx, counter, kind, due_at)
    return int(rows(pool, "SELECT token FROM timers WHERE kind = %s ORDER BY id DESC", kind)[0][0])


def fired(pool: ConnectionPool, counter: UUID) -> list[int]:
    """The tokens of the timers that this counter saw fire, in their order."""
    with Store(pool, MAPPER).reading() as tx:
        events = tx.events(counter)
    return [event.amount for event in events if isinstance(event, Counter.Raised)]


def rows(pool: ConnectionPool, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    with pool.connection() as connection:
        return connection.execute(statement.encode(), parameters).fetchall()
