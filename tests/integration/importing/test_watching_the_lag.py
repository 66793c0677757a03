"""The lag of each service is seen through the broker alone."""

import time
from collections.abc import Awaitable, Callable

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_console.importing.broker import admin_of, reader_of
from firstline_console.importing.draining import Look, Watch
from firstline_events.catalogue import topics
from firstline_local.servers import Servers

pytestmark = pytest.mark.integration
DEADLINE_SECONDS = 20.0
TICKETS, ASSESSMENTS = "intake-ticket-v1", "triage-assessment-v1"


@pytest.fixture
def bootstrap(servers: Servers, fresh_topics: Callable[..., None]) -> str:
    fresh_topics(*topics())
    return servers.kafka_bootstrap


async def test_what_a_group_has_not_committed_is_its_lag(bootstrap: str) -> None:
    await publish(bootstrap, TICKETS, 5)
    await publish(bootstrap, ASSESSMENTS, 2)
    await commit(bootstrap, "triage", TopicPartition(TICKETS, 0), 3)
    await commit(bootstrap, "reporting", TopicPartition(TICKETS, 0), 5)
    look = await look_at(bootstrap)
    lags = [("intake", 0), ("triage", 2), ("escalation", 7), ("reporting", 2)]
    assert list(look.lags.items()) == lags
    assert not look.idle
    assert look.ends[TopicPartition(TICKETS, 0)] == 5


async def test_a_suite_without_records_is_idle(bootstrap: str) -> None:
    assert (await look_at(bootstrap)).idle


async def look_at(bootstrap: str) -> Look:
    kafka = KafkaConnection(bootstrap)
    async with admin_of(kafka) as admin, reader_of(kafka) as reader:
        return await Watch(admin, reader).look()


async def publish(bootstrap: str, topic: str, count: int) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap)
    await producer.start()
    for _ in range(count):
        await producer.send_and_wait(topic, b"{}", partition=0)
    await producer.stop()


async def commit(bootstrap: str, group: str, home: TopicPartition, offset: int) -> None:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, group_id=group)
    await consumer.start()
    try:
        consumer.assign([home])
        await until_the_coordinator_answers(lambda: consumer.commit({home: offset}))
    finally:
        await consumer.stop()


async def until_the_coordinator_answers(commit: Callable[[], Awaitable[None]]) -> None:
    """A broker that was just started has no coordinator for its first group yet."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while True:
        try:
            return await commit()
        except KafkaError:
            assert time.monotonic() < deadline, "the coordinator doesn't answer"
