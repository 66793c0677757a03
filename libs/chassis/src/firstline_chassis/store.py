"""One PostgreSQL transaction per decision: events, positions and everything that goes with them."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID

import psycopg
from psycopg_pool import ConnectionPool

from firstline_chassis.aggregate import Aggregate, PrivateEvent
from firstline_chassis.bell import Bell
from firstline_chassis.mapper import StructMapper
from firstline_chassis.records import TopicPartition

A = TypeVar("A", bound=Aggregate)

_APPEND = """SELECT append(
    %b::uuid[], %b::bigint[], %b::uuid[], %b::bigint[], %b::text[], %b::bytea[],
    %b::text[], %b::integer[], %b::bigint[], %b::bigint[], %b::timestamptz[])"""
_LOCK = """SELECT pg_advisory_xact_lock(
    hashtextextended('firstline ordering ' || current_schema(), 0))"""
_LOOK = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_STREAMS = """SELECT originator_id, topic, state FROM stored_events
    WHERE originator_id = ANY(%b::uuid[]) ORDER BY originator_id, originator_version"""


def take_ordering_lock(connection: psycopg.Connection[Any]) -> None:
    """For a transaction that writes without `append`: nobody else writes until it ends."""
    connection.execute(_LOCK)


class VersionConflict(Exception):
    """Aggregates that the decision read have new events: decide again."""

    def __init__(self, streams: Collection[UUID]):
        super().__init__(f"{len(streams)} aggregate(s) have changed meanwhile")
        self.streams = frozenset(streams)


class PositionsMoved(Exception):
    """Another worker has read on in these partitions: start again from the stored positions."""


class Move:
    """A partition's position, from where the batch began to where it ends."""

    __slots__ = ("after", "before", "until")

    def __init__(self, before: int, after: int, until: datetime):
        self.before, self.after, self.until = before, after, until


class Cache:
    """Aggregates kept between transactions; bounded, and emptied of whatever failed to commit."""

    def __init__(self, size: int):
        self._size = size
        self._kept: OrderedDict[UUID, Aggregate] = OrderedDict()

    def get(self, aggregate_id: UUID) -> Aggregate | None:
        return self._kept.get(aggregate_id)

    def keep(self, aggregates: Collection[Aggregate]) -> None:
        if self._size == 0:
            return  # not even for a moment: commands over HTTP run in many threads
        for aggregate in aggregates:
            self._kept[aggregate.id] = aggregate
            self._kept.move_to_end(aggregate.id)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def forget(self, aggregates: Collection[UUID]) -> None:
        for aggregate_id in aggregates:
            self._kept.pop(aggregate_id, None)


Write = Callable[[psycopg.Connection], object]
Alongside = Callable[["Transaction", Collection[Aggregate]], None]
"""Stages the rows that go with the new events of these aggregates, whoever made them."""


class Transaction:
    """Reads now, writes at the end: `append` first (it takes the lock), then what was staged."""

    def __init__(
        self,
        connection: psycopg.Connection,
        mapper: StructMapper,
        cache: Cache,
        alongside: Alongside | None = None,
    ):
        self.connection = connection
        self._alongside = alongside
        self._mapper = mapper
        self._cache = cache
        self._touched: dict[UUID, tuple[Aggregate, int]] = {}
        self._staged: list[Write] = []
        self._checks: list[Write] = []
        self._after: list[Callable[[], None]] = []
        self.moves: dict[TopicPartition, Move] = {}

    def fetch(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows as the database has them before this transaction writes."""
        return self.connection.execute(statement.encode(), parameters).fetchall()

    def aggregates(self, kind: type[A], ids: Collection[UUID]) -> dict[UUID, A]:
        """The aggregates by id, vacant where they don't exist; each is then guarded at commit."""
        missing = [one for one in dict.fromkeys(ids) if one not in self._touched]
        cold = [one for one in missing if self._cache.get(one) is None]
        found: dict[UUID, Aggregate] = {one: kind.vacant(one) for one in cold}
        if cold:
            for one, topic, state in self.connection.execute(_STREAMS, [cold]):
                found[one].absorb(self._mapper.decode(topic, state))
        for one in missing:
            aggregate = found[one] if one in found else self._cache.get(one)
            assert aggregate is not None
            self._touched[one] = (aggregate, aggregate.version)
        return {one: cast("A", self._touched[one][0]) for one in ids}

    def events(self, aggregate_id: UUID) -> list[PrivateEvent]:
        """The stored events of one aggregate, in order."""
        return self.histories([aggregate_id])[aggregate_id]

    def histories(self, ids: Collection[UUID]) -> dict[UUID, list[PrivateEvent]]:
        """The stored events of each of these aggregates, in order; one query for all."""
        found: dict[UUID, list[PrivateEvent]] = {one: [] for one in ids}
        for one, topic, state in self.connection.execute(_STREAMS, [list(found)]):
            found[one].append(self._mapper.decode(topic, state))
        return found

    def stage(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run the statement at commit, after the lock and the events, in the order of staging."""
        self.at_commit(lambda connection: connection.execute(statement.encode(), parameters))

    def at_commit(self, write: Write) -> None:
        """As `stage`, for what is more than a statement."""
        self._staged.append(write)

    def verify(self, check: Write) -> None:
        """Look once more at commit, under the lock; the check raises VersionConflict if it must."""
        self._checks.append(check)

    def after_commit(self, action: Callable[[], None]) -> None:
        self._after.append(action)

    def pending(self) -> int:
        """How many events this transaction would append now."""
        return sum(len(aggregate.pending_events) for aggregate, _ in self._touched.values())

    def commit(self) -> None:
        """Write all; after VersionConflict or PositionsMoved nothing has been written."""
        try:
            if self._alongside:
                self._alongside(self, self._changed())
            self._write()
            self.connection.commit()
        except BaseException:
            self._cache.forget(self._touched)
            raise
        self._cache.keep([aggregate for aggregate, _ in self._touched.values()])
        for action in self._after:
            action()

    def rollback(self) -> None:
        self._cache.forget(self._touched)
        if not self.connection.closed:
            self.connection.rollback()

    def _changed(self) -> list[Aggregate]:
        return [aggregate for aggregate, _ in self._touched.values() if aggregate.pending_events]

    def _write(self) -> None:
        try:
            row = self.connection.execute(_APPEND, self._arguments()).fetchone()
        except psycopg.Error as error:
            if error.sqlstate == "FL001":
                raise PositionsMoved(str(error).splitlines()[0]) from None
            raise
        if row and row[0]:
            raise VersionConflict(row[0])
        for check in self._checks:
            check(self.connection)
        for write in self._staged:
            write(self.connection)

    def _arguments(self) -> list[list[Any]]:
        stored = [
            self._mapper.to_stored_event(event)
            for aggregate, _ in self._touched.values()
            for event in aggregate.collect_events()
        ]
        return [
            list(self._touched),
            [version for _, version in self._touched.values()],
            [event.originator_id for event in stored],
            [event.originator_version for event in stored],
            [event.topic for event in stored],
            [event.state for event in stored],
            [home.topic for home in self.moves],
            [home.partition for home in self.moves],
            [move.before for move in self.moves.values()],
            [move.after for move in self.moves.values()],
            [move.until for move in self.moves.values()],
        ]


class Store:
    """A service's own database: a small pool of connections and, for workers, a cache.

    A store with a cache is for one thread; commands over HTTP use one without. `alongside` is
    asked at each commit for the rows that go with the events; `bell` rings after it.
    """

    def __init__(
        self,
        pool: ConnectionPool,
        mapper: StructMapper,
        *,
        cached: int = 0,
        alongside: Alongside | None = None,
        bell: Bell | None = None,
    ):
        self.pool = pool
        self._bell = bell or Bell()
        self._alongside = alongside
        self._mapper = mapper
        self._cache = Cache(cached)

    @contextmanager
    def transaction(self, *, locked: bool = False) -> Iterator[Transaction]:
        """Commits at the end of the block; rolls back and forgets what it touched on any error.

        With `locked` it takes the ordering lock at its beginning: nobody else can be faster.
        """
        with self.pool.connection() as connection:
            transaction = Transaction(connection, self._mapper, self._cache, self._alongside)
            try:
                if locked:
                    take_ordering_lock(connection)
                yield transaction
                transaction.commit()
            except BaseException:
                transaction.rollback()
                raise
        self._bell.ring()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """For questions: one snapshot, without the ordering lock; it can't write anything."""
        with self.pool.connection() as connection:
            transaction = Transaction(connection, self._mapper, Cache(0))
            try:
                connection.execute(_LOOK)
                yield transaction
            finally:
                transaction.rollback()
