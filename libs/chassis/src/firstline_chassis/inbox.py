"""Effectively once: a batch's effects and its positions are one transaction."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

import psycopg
import structlog
from psycopg_pool import PoolClosed, PoolTimeout

from firstline_chassis import metrics, read_until
from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.records import Record, TopicPartition
from firstline_chassis.store import Move, PositionsMoved, Store, Transaction, VersionConflict

log = structlog.get_logger()
_CONFLICTS_IN_A_ROW = 10
_KNOWN = "SELECT position, read_until FROM inbox_positions WHERE topic = %s AND partition = %s"
_ENROL = """INSERT INTO inbox_positions (topic, partition) VALUES (%s, %s)
    ON CONFLICT DO NOTHING"""


class Unpositioned(Exception):
    """Records came from a partition whose stored position hasn't been read yet."""


TRANSIENT = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    psycopg.errors.ReadOnlySqlTransaction,
    PoolTimeout,
    PoolClosed,
    PositionsMoved,
    VersionConflict,
    Unpositioned,
)
"""Errors of the world, not of a record: back off, read the positions again, retry."""


class SequenceGap(Exception):
    """An event of an aggregate is missing before this one; its partition stops here."""


class Decider(Protocol):
    """What a service does with records. Called in the worker's thread, inside one transaction.

    May be called again with the same records after a rollback, or with a part of them.
    """

    def decide(self, tx: Transaction, records: Sequence[Record]) -> None:
        """Take records, in order per partition. Raising blames one of them: it is isolated."""

    def park(self, tx: Transaction, record: Record, error: Exception) -> None:
        """Put away the one record that `decide` fails on, with the reason."""


class Inbox:
    """Consumes batches for one worker; knows where each assigned partition stands."""

    def __init__(self, store: Store, decider: Decider, clock: Clock = utc_now):
        self._store = store
        self._decider = decider
        self._clock = clock
        self._read_until: dict[TopicPartition, datetime] = {}
        self.positions: dict[TopicPartition, int] = {}
        self.stopped: dict[TopicPartition, str] = {}

    def take_over(
        self, partitions: Collection[TopicPartition], others: Collection[TopicPartition] = ()
    ) -> dict[TopicPartition, int]:
        """Read the stored positions of exactly these partitions; stopped ones get another try.

        The `others` of the topics are enrolled too: timers wait for whoever has to read them.
        """
        with self._store.pool.connection() as connection:
            for home in {*partitions, *others}:
                connection.execute(_ENROL, home)
            rows = {home: connection.execute(_KNOWN, home).fetchone() for home in partitions}
        self.positions = {home: row[0] for home, row in rows.items() if row}
        self._read_until = {home: row[1] for home, row in rows.items() if row and row[1]}
        for home in self.stopped:
            metrics.STOPPED_PARTITIONS.labels(home.topic, str(home.partition)).set(0)
        self.stopped.clear()
        return dict(self.positions)

    def nothing_more(self, ends: Mapping[TopicPartition, int], until: datetime) -> None:
        """Partitions that ended there, as asked after `until`, are read until then.

        Called in the worker's thread, between batches.
        """
        done = read_until.at_the_end(self.positions, ends)
        if done:
            read_until.advance(self._store.pool, {one: self.positions[one] for one in done}, until)
            self._read_until.update(dict.fromkeys(done, until))

    def stop(self, home: TopicPartition, reason: str) -> None:
        """Read no further in this partition, and say so."""
        self.stopped[home] = reason
        metrics.STOPPED_PARTITIONS.labels(home.topic, str(home.partition)).set(1)
        log.error("partition stopped", topic=home.topic, partition=home.partition, reason=reason)

    def consume(self, records: Sequence[Record]) -> None:
        """Take records into the store; raises only what is TRANSIENT."""
        fresh = self._fresh(records)
        if not fresh:
            return
        try:
            self._settle(lambda tx: self._decider.decide(tx, fresh), fresh)
        except TRANSIENT:
            raise
        except Exception as error:
            self._isolate(fresh, error)

    def _fresh(self, records: Sequence[Record]) -> list[Record]:
        """Those not taken before, of partitions that go on."""
        due: dict[tuple[str, int], float] = {home: self._due(home) for home in _homes(records)}
        return [one for one in records if one.offset >= due[one.topic, one.partition]]

    def _due(self, home: TopicPartition) -> float:
        if home in self.stopped:
            return math.inf
        if home not in self.positions:
            raise Unpositioned(f"{home.topic}/{home.partition} has no position yet")
        return self.positions[home]

    def _isolate(self, records: Sequence[Record], error: Exception) -> None:
        """Halve until one record is to blame: it alone is parked, or stops its partition."""
        if len(records) > 1:
            middle = len(records) // 2
            self.consume(records[:middle])
            self.consume(records[middle:])
        elif isinstance(error, SequenceGap):
            self.stop(records[0].home, str(error))
        else:
            self._park(records[0], error)

    def _park(self, record: Record, error: Exception) -> None:
        """Put it away; what can't even be put away is never passed over: its partition stops."""
        log.warning("record parked", offset=record.offset, topic=record.topic)
        try:
            self._settle(lambda tx: self._decider.park(tx, record, error), [record])
        except TRANSIENT:
            raise
        except Exception as why:
            reason = f"record {record.offset} can be neither taken nor parked"
            self.stop(record.home, f"{reason}: {error!r}, then {why!r}")

    def _settle(self, act: Callable[[Transaction], None], records: Sequence[Record]) -> None:
        for attempt in range(_CONFLICTS_IN_A_ROW):
            try:
                with self._store.transaction() as tx:
                    act(tx)
                    tx.moves = self._moves(records)
            except VersionConflict:
                if attempt + 1 == _CONFLICTS_IN_A_ROW:
                    raise
            else:
                self._moved(tx)
                return

    def _moves(self, records: Sequence[Record]) -> dict[TopicPartition, Move]:
        after = {(one.topic, one.partition): one.offset + 1 for one in records}
        until = self._published(records)
        return {
            home: Move(self.positions[home], after[home], until[home]) for home in _homes(records)
        }

    def _published(self, records: Sequence[Record]) -> dict[TopicPartition, datetime]:
        """When the newest record of each partition was published, never earlier than before.

        A publisher's clock that is ahead of ours says nothing of how far we have read.
        """
        now = int(self._clock().timestamp() * 1_000)
        newest: dict[tuple[str, int], int] = dict.fromkeys(_homes(records), 0)
        for record in records:
            home = (record.topic, record.partition)
            if newest[home] < record.timestamp <= now:
                newest[home] = record.timestamp
        times = {
            TopicPartition(*home): datetime.fromtimestamp(ms / 1_000, UTC)
            for home, ms in newest.items()
        }
        return {home: max(at, self._read_until.get(home, at)) for home, at in times.items()}

    def _moved(self, tx: Transaction) -> None:
        for home, move in tx.moves.items():
            self.positions[home], self._read_until[home] = move.after, move.until
            metrics.CONSUMED.labels(home.topic).inc(move.after - move.before)


def _homes(records: Sequence[Record]) -> list[TopicPartition]:
    """Their partitions, each once. A plain pair finds one in a dictionary, and is sooner made."""
    pairs = dict.fromkeys((record.topic, record.partition) for record in records)
    return [TopicPartition(*pair) for pair in pairs]
