"""The step that makes the topics of the catalogue on a broker."""

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code

from firstline_events.catalogue import MAX_MESSAGE_BYTES, Topic, topics


async def ensure_topics(bootstrap: str, partitions: int = 12, replication: int = 1) -> list[str]:
    """Create what is missing and return its names; existing topics are left as they are."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        existing = set(await admin.list_topics())
        missing = [one for one in topics().values() if one.name not in existing]
        new = [_new(one, partitions, replication) for one in missing]
        response = await admin.create_topics(new)
        for name, code, *_ in response.topic_errors:
            _raise(name, code)
        return [one.name for one in missing]
    finally:
        await admin.close()


def _new(topic: Topic, partitions: int, replication: int) -> NewTopic:
    return NewTopic(
        topic.name,
        topic.partitions or partitions,
        replication,
        topic_configs={
            "retention.ms": str(topic.retention_ms),
            "max.message.bytes": str(MAX_MESSAGE_BYTES),
            "cleanup.policy": "delete",
        },
    )


def _raise(name: str, code: int) -> None:
    error = for_code(code)
    if code and error is not TopicAlreadyExistsError:
        raise error(f"topic {name} could not be created")
