"""A look into topics without being a member of a group."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress

from aiokafka import AIOKafkaConsumer
from aiokafka import TopicPartition as KafkaPartition

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.records import TopicPartition


@asynccontextmanager
async def looking_into(kafka: KafkaConnection) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer that is assigned to nothing yet, and commits nothing. Raises KafkaError."""
    consumer = kafka.consumer(enable_auto_commit=False, max_partition_fetch_bytes=2 * 1024 * 1024)
    try:
        await consumer.start()
        yield consumer
    finally:
        # Stopped soon after its start it raises this by itself; nobody cancels us here.
        with suppress(asyncio.CancelledError):
            await consumer.stop()


async def ends_of(
    consumer: AIOKafkaConsumer, homes: Collection[TopicPartition]
) -> dict[TopicPartition, int]:
    """The offset after the last record of each partition."""
    if not homes:
        return {}
    found = await consumer.end_offsets([KafkaPartition(*home) for home in homes])
    return {TopicPartition(*home): end for home, end in found.items()}
