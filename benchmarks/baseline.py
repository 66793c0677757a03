"""The least that the import could cost: the same records through the same broker, no decision."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from firstline_chassis.kafka import Outgoing, Publisher
from firstline_chassis.kafka_connection import KafkaConnection
from firstline_console.importing.merging import merge
from firstline_console.importing.reading import read_log
from firstline_console.importing.records import event_of_row

TOPIC = "benchmark-raw-v1"
PARTITIONS = 6
SLICE = 4000


def raw_kafka(bootstrap: str, log: Path, limit: int | None) -> dict[str, float]:
    """Read the file, publish each row and read it back, without a single decision."""
    start = time.monotonic()
    rows = merge(read_log(log, limit).rows)
    read = time.monotonic()
    records = [Outgoing(TOPIC, each.key, each.value) for each in map(event_of_row, rows)]
    asyncio.run(_through(bootstrap, records))
    end = time.monotonic()
    return {
        "seconds": round(end - start, 3),
        "reading_seconds": round(read - start, 3),
        "publish_and_consume_seconds": round(end - read, 3),
        "rows_per_second": round(len(rows) / (end - start)),
    }


async def _through(bootstrap: str, records: Sequence[Outgoing]) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(TOPIC, PARTITIONS, 1)])
        await _publish(bootstrap, records)
        await _consume(bootstrap, len(records))
    finally:
        await admin.delete_topics([TOPIC])
        await admin.close()


async def _publish(bootstrap: str, records: Sequence[Outgoing]) -> None:
    publisher = Publisher(KafkaConnection(bootstrap))
    await publisher.start()
    try:
        for first in range(0, len(records), SLICE):
            await publisher.send(records[first : first + SLICE])
    finally:
        await publisher.stop()


async def _consume(bootstrap: str, count: int) -> None:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap, group_id=None, auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        consumer.assign([TopicPartition(TOPIC, number) for number in range(PARTITIONS)])
        seen = 0
        while seen < count:
            batches = await consumer.getmany(timeout_ms=200, max_records=5000)
            seen += sum(len(batch) for batch in batches.values())
    finally:
        await consumer.stop()
