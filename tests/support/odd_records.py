"""Records that well-behaved clients don't send: header names that aren't UTF-8."""

from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy


class OddName(str):
    """A header's name that is written as bytes which are no text."""

    def encode(self, *_: Any) -> bytes:
        return b"\xff\xfe"


def odd_builder(base: int = 0) -> Any:
    """Builds a batch in the record format 2, whatever the names."""
    return _DefaultRecordBatchBuilderPy(2, 0, 0, -1, -1, base, 1_000_000)


async def send_odd(bootstrap: str, topic: str, value: bytes) -> None:
    """One record with such a header in partition 0, between two that have none."""
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        await producer.partitions_for(topic)
        batch = producer.create_batch()
        batch._builder = odd_builder()
        for headers in ([], [(OddName("x"), b"1")], []):
            batch.append(key=None, value=value, timestamp=None, headers=headers)
        await (await producer.send_batch(batch, topic, partition=0))
