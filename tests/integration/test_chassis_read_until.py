"""How far a worker has read, told on real servers: timers fire by it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from firstline_chassis.clock import utc_now
from firstline_chassis.consumer import Consumer
from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.records import Record, TopicPartition
from firstline_events.vocabulary import Level
from firstline_local.processes import wait_until
from tests.support.servers import Database
from tests.support.streams import DEADLINE_SECONDS, publish
from tests.support.tickets import Ticket
from tests.support.triage import HOME, INTAKE, Worker, triage_worker

pytestmark = pytest.mark.integration
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture
def worker(database: Database) -> Iterator[Worker]:
    with triage_worker(database) as worker:
        yield worker


@asynccontextmanager
async def reading(worker: Worker, bootstrap: str) -> AsyncIterator[Consumer]:
    consumer = Consumer("triage", [INTAKE], KafkaConnection(bootstrap), worker.inbox, clock=utc_now)
    await consumer.start()
    try:
        yield consumer
    finally:
        await consumer.stop()


async def until_(condition: Callable[[], bool]) -> None:
    """Waits beside the event loop, which the worker needs; fails after half a minute."""
    assert await asyncio.to_thread(wait_until, condition, DEADLINE_SECONDS)


async def until_all_read(worker: Worker) -> None:
    """Both partitions are read beyond this moment."""
    moment = utc_now()
    await until_(
        lambda: all(_read_until(worker, TopicPartition(INTAKE, n)) > moment for n in (0, 1))
    )


def test_an_idle_worker_tells_how_far_it_has_read(
    database: Database, worker: Worker, fresh_topics: Callable[..., None]
) -> None:
    fresh_topics(INTAKE)
    bootstrap = database.servers.kafka_bootstrap

    async def story() -> None:
        async with reading(worker, bootstrap):
            await until_all_read(worker)
            ticket = Ticket("A")
            publish(bootstrap, [ticket.opens(), ticket.is_classified(Level.LOW, Level.LOW)])
            await until_all_read(worker)
            assert worker.rows("SELECT sum(position) FROM inbox_positions") == [(2,)]

    asyncio.run(story())


def test_a_partition_that_stands_still_is_never_told_as_read(
    database: Database, worker: Worker, fresh_topics: Callable[..., None]
) -> None:
    fresh_topics(INTAKE)
    bootstrap = database.servers.kafka_bootstrap
    gap = Ticket("A")
    gap.opens()
    publish(bootstrap, [gap.is_classified(Level.LOW, Level.LOW)])

    async def story() -> None:
        async with reading(worker, bootstrap) as consumer:
            await until_(lambda: bool(consumer.check()["stopped"]))
            [stopped] = worker.inbox.stopped
            moment, other = utc_now(), TopicPartition(INTAKE, 1 - stopped.partition)
            await until_(lambda: _read_until(worker, other) > moment)
            assert _read_until(worker, stopped) < moment

    asyncio.run(story())


def _read_until(worker: Worker, home: TopicPartition) -> datetime:
    statement = "SELECT read_until FROM inbox_positions WHERE topic = %s AND partition = %s"
    for (until,) in worker.rows(statement, *home):
        return until if isinstance(until, datetime) else NEVER
    return NEVER


def takes_one_published_at(worker: Worker, moment: datetime) -> datetime:
    told = Ticket(str(moment)).opens()
    stamp = int(moment.timestamp() * 1_000)
    offset = worker.inbox.positions[HOME]
    worker.inbox.consume([Record(INTAKE, 0, offset, told.key, told.value, told.headers, stamp)])
    return _read_until(worker, HOME)


def test_what_is_read_never_goes_back_nor_ahead_of_the_clock(worker: Worker) -> None:
    now = utc_now().replace(microsecond=0)
    earlier = now - timedelta(hours=1)
    assert takes_one_published_at(worker, earlier) == earlier
    assert takes_one_published_at(worker, earlier - timedelta(days=1)) == earlier
    assert takes_one_published_at(worker, now + timedelta(days=1)) == earlier
    assert takes_one_published_at(worker, now) == now


def test_a_worker_that_was_overtaken_tells_nothing(worker: Worker) -> None:
    now = utc_now()
    worker.rows("UPDATE inbox_positions SET position = 7 RETURNING 1")
    worker.inbox.nothing_more({HOME: 0}, now)
    assert _read_until(worker, HOME) < now
    worker.inbox.take_over([HOME])
    worker.inbox.nothing_more({HOME: 8}, now)
    assert _read_until(worker, HOME) < now
    worker.inbox.nothing_more({HOME: 7}, now)
    assert _read_until(worker, HOME) == now
