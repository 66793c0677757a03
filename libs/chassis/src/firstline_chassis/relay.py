"""The outbox: publishes what the store holds, in the store's order, and remembers how far."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

import psycopg
import structlog
from aiokafka.errors import (
    DuplicateSequenceNumber,
    InvalidProducerEpoch,
    InvalidProducerIdMapping,
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    OutOfOrderSequenceNumber,
    ProducerClosed,
    ProducerFenced,
    UnknownProducerId,
)

from firstline_chassis import metrics
from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.bell import Bell
from firstline_chassis.kafka import Outgoing, Publisher
from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.kafka_trouble import Trouble, trouble_with
from firstline_chassis.mapper import StructMapper
from firstline_chassis.records import TopicPartition
from firstline_chassis.relay_ends import remember

log = structlog.get_logger()
# A producer can't go on after these; a new one that begins at the cursor can.
_BEGIN_AGAIN = (
    KafkaTimeoutError,
    ProducerClosed,
    ProducerFenced,
    DuplicateSequenceNumber,
    OutOfOrderSequenceNumber,
    InvalidProducerEpoch,
    InvalidProducerIdMapping,
    UnknownProducerId,
)
_PAGE = 4_000
_IDLE_SECONDS = 0.1
"""How soon it looks for what other processes have stored; for its own there is the bell."""
_FOLLOWER_SECONDS = 1.0
_BACKOFF_SECONDS = 1.0
_LEAD = "SELECT pg_try_advisory_lock(hashtextextended('firstline relay ' || current_schema(), 0))"
_ENROL = "INSERT INTO relay_cursors (feed) VALUES (%s) ON CONFLICT DO NOTHING"
_CURSOR = "SELECT position FROM relay_cursors WHERE feed = %s"
_MOVE = "UPDATE relay_cursors SET position = %s WHERE feed = %s AND position = %s"
_EVENTS = """SELECT notification_id, topic, state FROM stored_events
    WHERE notification_id > %s ORDER BY notification_id LIMIT %s"""


class Page(NamedTuple):
    """What to publish next, and the position after it."""

    position: int
    outgoing: Sequence[Outgoing]


class Feed(Protocol):
    """A log in the store that is published in order. `read` runs in a thread."""

    @property
    def name(self) -> str: ...

    def read(self, connection: psycopg.Connection, after: int, limit: int) -> Page | None:
        """The next page, or None when there is nothing after that position."""


class EventFeed:
    """The notification log; `translate` gives each private event its public ones."""

    name = "events"

    def __init__(
        self, mapper: StructMapper, translate: Callable[[PrivateEvent], Sequence[Outgoing]]
    ):
        self._mapper = mapper
        self._translate = translate

    def read(self, connection: psycopg.Connection, after: int, limit: int) -> Page | None:
        rows = connection.execute(_EVENTS, [after, limit]).fetchall()
        if not rows:
            return None
        outgoing: list[Outgoing] = []
        for _, topic, state in rows:
            outgoing.extend(self._translate(self._mapper.decode(topic, state)))
        return Page(rows[-1][0], outgoing)


class SteppedDown(Exception):
    """Another relay has moved the cursor, or the leader's connection is gone."""


class Relay:
    """Publishes the feeds while it holds the service's relay lock; others stand by.

    It looks whenever the bell rings, and now and then: other processes may store things too.
    """

    name = "relay"

    def __init__(
        self, database: str, feeds: Sequence[Feed], kafka: KafkaConnection, bell: Bell | None = None
    ):
        self._database = database
        self._feeds = feeds
        self._bell = bell or Bell()
        self._kafka = kafka
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._failure: str | None = None
        self._trouble: Trouble | None = None
        self._leading = False

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="relay")

    async def stop(self) -> None:
        """Finishes the page in flight."""
        self._stopping.set()
        self._bell.ring()
        if self._task is not None:
            await self._task

    def check(self) -> dict[str, Any]:
        """An outage is told and waited for; a broker that refuses us makes it not ready."""
        trouble = self._trouble
        return {
            "ok": self._failure is None and not (trouble and trouble.refused),
            "leader": self._leading,
            "failure": self._failure,
            "trouble": str(trouble) if trouble else None,
        }

    async def _run(self) -> None:
        while not self._stopping.is_set():
            publisher = Publisher(self._kafka)
            try:
                await self._connect(publisher)
                await self._stand_by(publisher)
            except (psycopg.Error, SteppedDown, OSError) as error:
                log.warning("relay begins again", reason=str(error))
            except KafkaError as error:
                self._judge(error)
            finally:
                self._lead(False)
                await publisher.stop()
            await self._pause(_BACKOFF_SECONDS)

    async def _connect(self, publisher: Publisher) -> None:
        try:
            await publisher.start()
            self._trouble = None
        except KafkaConnectionError:
            self._trouble = await trouble_with(self._kafka)
            log.warning("relay can't reach Kafka", reason=str(self._trouble))
            raise

    def _judge(self, error: KafkaError) -> None:
        """An outage begins again from the cursor; an unsendable event stops for a person."""
        if error.retriable or isinstance(error, _BEGIN_AGAIN):
            log.warning("relay begins again", reason=repr(error))
        else:
            self._halt(repr(error))

    def _halt(self, reason: str) -> None:
        self._failure = reason
        metrics.RELAY_STOPPED.set(1)
        log.error("relay stopped: an event can't be published", reason=reason)
        self._stopping.set()

    def _lead(self, leading: bool) -> None:
        self._leading = leading
        metrics.RELAY_LEADER.set(leading)

    async def _stand_by(self, publisher: Publisher) -> None:
        """Hold one connection for the lock; leadership ends with that connection."""
        connect = partial(psycopg.connect, self._database, autocommit=True)
        with await asyncio.to_thread(connect) as connection:
            while not self._stopping.is_set():
                row = await asyncio.to_thread(lambda: connection.execute(_LEAD).fetchone())
                if row and row[0]:
                    self._lead(True)
                    await self._publish(connection, publisher)
                await self._pause(_FOLLOWER_SECONDS)

    async def _publish(self, connection: psycopg.Connection, publisher: Publisher) -> None:
        cursors = await asyncio.to_thread(
            lambda: {feed.name: self._cursor(connection, feed) for feed in self._feeds}
        )
        while not self._stopping.is_set():
            busy = False
            for feed in self._feeds:
                before = cursors[feed.name]
                page = await asyncio.to_thread(self._read, feed, connection, before)
                if page is not None:
                    ends = await publisher.send(page.outgoing)
                    move = partial(self._move, connection, feed, before, page.position, ends)
                    await asyncio.to_thread(move)
                    cursors[feed.name] = page.position
                    metrics.RELAYED.labels(feed.name).inc(len(page.outgoing))
                    busy = True
            if not busy:
                await self._bell.heard(_IDLE_SECONDS)

    def _read(self, feed: Feed, connection: psycopg.Connection, after: int) -> Page | None:
        try:
            return feed.read(connection, after, _PAGE)
        except psycopg.Error:
            raise
        except Exception as error:
            self._halt(f"{feed.name} after {after}: {type(error).__name__}: {error}")
            return None

    @staticmethod
    def _cursor(connection: psycopg.Connection, feed: Feed) -> int:
        connection.execute(_ENROL, [feed.name])
        row = connection.execute(_CURSOR, [feed.name]).fetchone()
        assert row is not None
        return int(row[0])

    @staticmethod
    def _move(
        connection: psycopg.Connection,
        feed: Feed,
        before: int,
        after: int,
        ends: Mapping[TopicPartition, int],
    ) -> None:
        with connection.transaction():
            moved = connection.execute(_MOVE, [after, feed.name, before]).rowcount
            if moved == 0:
                raise SteppedDown(f"the cursor of {feed.name} is no longer at {before}")
            remember(connection, ends)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return
