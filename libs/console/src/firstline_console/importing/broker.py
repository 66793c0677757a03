"""The broker as the import sees it: is it there, and has it the topics of the suite?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.kafka_trouble import trouble_with
from firstline_console.importing.errors import KafkaUnreachable

START = "run `firstline up` first, or name another broker: FIRSTLINE_KAFKA_BOOTSTRAP=host:port"


@asynccontextmanager
async def admin_of(kafka: KafkaConnection) -> AsyncIterator[AIOKafkaAdminClient]:
    """An administrator's connection; raises KafkaUnreachable when nobody answers."""
    admin = kafka.admin()
    try:
        await admin.start()
        yield admin
    except KafkaError as error:
        raise await unreachable(kafka, error) from error
    finally:
        await admin.close()


@asynccontextmanager
async def reader_of(kafka: KafkaConnection) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer in no group, not yet assigned to anything."""
    consumer = kafka.consumer(
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=2 * 1024 * 1024,
    )
    try:
        await consumer.start()
        yield consumer
    except KafkaError as error:
        raise await unreachable(kafka, error) from error
    finally:
        with suppress(asyncio.CancelledError):  # of a fetch that backs off; nobody cancels us here
            await consumer.stop()


async def unreachable(kafka: KafkaConnection, error: KafkaError) -> KafkaUnreachable:
    """Looks once more for the reason: the clients only say that they can't connect."""
    trouble = await trouble_with(kafka)
    if trouble and trouble.refused:
        return KafkaUnreachable(
            f"Kafka at {kafka.bootstrap} can't be used: {trouble.reason}.", trouble.remedy
        )
    reason = trouble.reason if trouble else error
    return KafkaUnreachable(f"Kafka at {kafka.bootstrap} does not answer ({reason}).", START)


async def partitions_of(admin: AIOKafkaAdminClient, *topics: str) -> list[TopicPartition]:
    """The partitions of these topics; raises KafkaUnreachable when one is missing.

    To be asked before `assign()`: assigned to a missing topic, a consumer spins without end.
    """
    found: list[TopicPartition] = []
    for topic in await admin.describe_topics(list(topics)):
        name = topic["topic"]
        if topic["error_code"]:
            raise KafkaUnreachable(f"the broker has no topic {name}.", START)
        found += [TopicPartition(name, each["partition"]) for each in topic["partitions"]]
    return found
