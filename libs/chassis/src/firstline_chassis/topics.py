"""The step that makes the topics of the catalogue on a broker."""

import asyncio
from collections.abc import Collection

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from firstline_chassis.errors import CannotServe
from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.kafka_trouble import trouble_with
from firstline_chassis.records import TopicPartition
from firstline_events.catalogue import MAX_MESSAGE_BYTES, Topic, topics

_PATIENCE_SECONDS = 5.0
_ASK_EVERY_SECONDS = 0.25
_GONE_SECONDS = 30.0


async def require_topics(kafka: KafkaConnection, names: Collection[str]) -> None:
    """Wait a little for broker and topics; then raise CannotServe, which names what is missing.

    Services never make topics: their number of partitions decides where each ticket lives.
    """
    deadline = asyncio.get_running_loop().time() + _PATIENCE_SECONDS
    while lacking := await _lacking(kafka, names):
        if asyncio.get_running_loop().time() > deadline:
            raise CannotServe(f"Kafka at {kafka.bootstrap} {lacking}")
        await asyncio.sleep(_ASK_EVERY_SECONDS)


async def _lacking(kafka: KafkaConnection, names: Collection[str]) -> str:
    """What stands in the way, in words; empty when nothing does."""
    admin = kafka.admin()
    try:
        await admin.start()
        missing = sorted(set(names) - set(await admin.list_topics()))
    except KafkaError as error:
        return f"can't be used: {await trouble_with(kafka) or repr(error)}"
    finally:
        await admin.close()
    return f"lacks {', '.join(missing)}: create the catalogue's topics first" if missing else ""


async def ensure_topics(
    kafka: KafkaConnection, partitions: int = 12, replication: int = 1
) -> list[str]:
    """Create what is missing and return its names; existing topics are left as they are.

    Raises CannotServe when the broker can't be reached, KafkaError when it refuses.
    """
    admin = kafka.admin()
    try:
        await _start(admin, kafka)
        existing = set(await admin.list_topics())
        missing = [one for one in topics().values() if one.name not in existing]
        new = [_new(one, partitions, replication) for one in missing]
        response = await admin.create_topics(new)
        for name, code, *_ in response.topic_errors:
            _raise(name, code)
        return [one.name for one in missing]
    finally:
        await admin.close()


async def partitions_of(kafka: KafkaConnection, names: Collection[str]) -> list[TopicPartition]:
    """The partitions of those of the topics that exist. Raises KafkaError."""
    admin = kafka.admin()
    try:
        await admin.start()
        described = await admin.describe_topics()
    finally:
        await admin.close()
    return [
        TopicPartition(one["topic"], each["partition"])
        for one in described
        if one["topic"] in names
        for each in one["partitions"]
    ]


async def delete_topics(kafka: KafkaConnection, names: Collection[str]) -> None:
    """Returns when none of them is there any more; raises CannotServe when one stays."""
    admin = kafka.admin()
    try:
        await _start(admin, kafka)
        deadline = asyncio.get_running_loop().time() + _GONE_SECONDS
        while there := sorted(set(names) & set(await admin.list_topics())):
            if asyncio.get_running_loop().time() > deadline:
                raise CannotServe(f"Kafka at {kafka.bootstrap} doesn't delete {', '.join(there)}")
            await admin.delete_topics(there)
            await asyncio.sleep(_ASK_EVERY_SECONDS)
    finally:
        await admin.close()


async def _start(admin: AIOKafkaAdminClient, kafka: KafkaConnection) -> None:
    try:
        await admin.start()
    except KafkaError as error:
        trouble = await trouble_with(kafka)
        raise CannotServe(f"Kafka at {kafka.bootstrap} can't be used: {trouble or error}") from None


def settings_of(topic: Topic) -> dict[str, str]:
    """What a topic is configured with, in Kafka's own names."""
    return {
        "retention.ms": str(topic.retention_ms),
        "max.message.bytes": str(MAX_MESSAGE_BYTES),
        "cleanup.policy": "delete",
    }


def _new(topic: Topic, partitions: int, replication: int) -> NewTopic:
    return NewTopic(
        topic.name,
        topic.partitions or partitions,
        replication,
        topic_configs=settings_of(topic),
    )


def _raise(name: str, code: int) -> None:
    error = for_code(code)
    if code and error is not TopicAlreadyExistsError:
        raise error(f"topic {name} could not be created")
