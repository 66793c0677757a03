"""The outbox on real servers: everything once in order, one publisher at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from confluent_kafka import Consumer, TopicPartition
from psycopg_pool import ConnectionPool

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.relay import EventFeed, Relay
from firstline_chassis.store import Store
from firstline_local.servers import Servers
from tests.support.counters import MAPPER, TOPIC, count, counting_pool, translate
from tests.support.servers import Database

pytestmark = pytest.mark.integration
DEADLINE_SECONDS = 20.0


class Outbox:
    """A store, its relays, and what has arrived in the topic."""

    def __init__(self, pool: ConnectionPool, database: Database, bootstrap: str):
        self.store = Store(pool, MAPPER)
        self.pool = pool
        self._url, self._bootstrap = database.url("triage"), bootstrap
        self._reader = Consumer({"bootstrap.servers": bootstrap, "group.id": "tests"})
        self._reader.assign([TopicPartition(TOPIC, 0, 0)])
        self.arrived: list[str] = []

    def relay(self) -> Relay:
        return Relay(self._url, [EventFeed(MAPPER, translate)], KafkaConnection(self._bootstrap))

    def read(self) -> list[str]:
        for record in self._reader.consume(1_000, timeout=0.1):
            assert record.error() is None
            self.arrived.append((record.value() or b"").decode())
        return self.arrived

    def close(self) -> None:
        self._reader.close()


@pytest.fixture
def outbox(
    database: Database, servers: Servers, fresh_topics: Callable[..., None]
) -> Iterator[Outbox]:
    fresh_topics(TOPIC, partitions=1)
    with counting_pool(database) as pool:
        outbox = Outbox(pool, database, servers.kafka_bootstrap)
        yield outbox
        outbox.close()


@pytest.fixture
def one() -> UUID:
    return uuid4()


async def until(condition: Callable[[], bool]) -> None:
    deadline = asyncio.get_running_loop().time() + DEADLINE_SECONDS
    while not await asyncio.to_thread(condition):
        assert asyncio.get_running_loop().time() < deadline, "not in time"


def with_relays(number: int, outbox: Outbox, act: Callable[..., Awaitable[Any]]) -> None:
    """Run `act` with relays that stop in the end, whatever happens."""

    async def play() -> None:
        relays = [outbox.relay() for _ in range(number)]
        for relay in relays:
            await relay.start()
        try:
            await act(*relays)
        finally:
            for relay in relays:
                await relay.stop()

    asyncio.run(play())


def test_events_arrive_once_and_in_the_order_of_the_store(outbox: Outbox, one: UUID) -> None:
    async def act(_: Relay) -> None:
        for amount in range(100, 150):
            await asyncio.to_thread(count, outbox.store, one, amount)
        await until(lambda: len(outbox.read()) >= 50)

    with_relays(1, outbox, act)
    assert outbox.arrived == [f"{n + 1}:{n + 100}" for n in range(50)]


def test_of_two_relays_one_publishes_and_the_other_takes_over(outbox: Outbox, one: UUID) -> None:
    async def act(first: Relay, second: Relay) -> None:
        await until(lambda: first.check()["leader"] != second.check()["leader"])
        await asyncio.to_thread(count, outbox.store, one, 1)
        await until(lambda: len(outbox.read()) == 1)
        leader, other = (first, second) if first.check()["leader"] else (second, first)
        await leader.stop()
        await until(lambda: bool(other.check()["leader"]))
        await asyncio.to_thread(count, outbox.store, one, 2)
        await until(lambda: len(outbox.read()) == 2)

    with_relays(2, outbox, act)
    assert outbox.arrived == ["1:1", "2:2"]


def test_what_was_stored_before_the_relay_started_is_published_too(
    outbox: Outbox, one: UUID
) -> None:
    count(outbox.store, one, *range(1, 11))

    async def act(_: Relay) -> None:
        await until(lambda: len(outbox.read()) == 10)

    with_relays(1, outbox, act)


def test_an_event_that_cannot_be_told_stops_the_relay_and_is_named(
    outbox: Outbox, one: UUID
) -> None:
    async def act(relay: Relay) -> None:
        await asyncio.to_thread(count, outbox.store, one, 1)
        await until(lambda: len(outbox.read()) == 1)
        await asyncio.to_thread(count, outbox.store, one, 13)
        await until(lambda: relay.check()["failure"] is not None)
        assert "there is no word for 13" in relay.check()["failure"]
        assert not relay.check()["ok"]

    with_relays(1, outbox, act)
    assert outbox.arrived == ["1:1"]


def test_a_relay_whose_cursor_was_moved_by_another_begins_again_from_there(
    outbox: Outbox, one: UUID
) -> None:
    async def act(relay: Relay) -> None:
        await asyncio.to_thread(count, outbox.store, one, 1)
        await until(lambda: len(outbox.read()) == 1)
        with outbox.pool.connection() as connection:
            connection.execute("UPDATE relay_cursors SET position = 0")
        await asyncio.to_thread(count, outbox.store, one, 2)
        await until(lambda: outbox.read()[-2:] == ["1:1", "2:2"])
        await until(lambda: bool(relay.check()["leader"]))

    with_relays(1, outbox, act)
    assert set(outbox.arrived) == {"1:1", "2:2"}
