"""Publishing in batches per partition, each acknowledged by the broker."""

import asyncio
import logging
import zlib
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import RecordMetadata

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.records import TopicPartition
from firstline_events.catalogue import MAX_MESSAGE_BYTES
from firstline_events.envelope import CONTENT_TYPE

HEADERS = [("content-type", CONTENT_TYPE.encode())]
logging.getLogger("aiokafka").setLevel(logging.CRITICAL)


class Outgoing(NamedTuple):
    """A public event on its way; records with one key keep their order."""

    topic: str
    key: bytes
    value: bytes


def partition_for(key: bytes, partitions: int) -> int:
    """crc32 of the key, as librdkafka's `consistent` does it: the same from any language."""
    return zlib.crc32(key) % partitions


class Publisher:
    """An idempotent producer; `send` returns when every record is acknowledged by all replicas."""

    def __init__(self, kafka: KafkaConnection):
        self._kafka = kafka
        self._producer: AIOKafkaProducer | None = None

    async def start(self) -> None:
        """Raises aiokafka.errors.KafkaError; `kafka_trouble.trouble_with` knows why."""
        self._producer = self._kafka.producer(
            enable_idempotence=True,
            acks="all",
            linger_ms=0,
            max_batch_size=256 * 1024,
            max_request_size=MAX_MESSAGE_BYTES,
        )
        await self._producer.start()

    async def stop(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await producer.stop()

    async def send(self, records: Sequence[Outgoing]) -> dict[TopicPartition, int]:
        """The offset after the last record sent to each partition, as far as the broker told.

        Raises aiokafka.errors.KafkaError; then anything between none and all was sent.
        """
        if self._producer is None:
            raise RuntimeError("the publisher has not been started")
        acknowledgements: list[asyncio.Future[RecordMetadata]] = []
        sizes: list[int] = []
        for (topic, partition), batches in (await self._batches(records)).items():
            for batch in batches:
                sent = await self._producer.send_batch(batch, topic, partition=partition)
                acknowledgements.append(sent)
                sizes.append(batch.record_count())
        return _ends(await asyncio.gather(*acknowledgements), sizes)

    async def _batches(
        self, records: Sequence[Outgoing]
    ) -> dict[tuple[str, int], list[BatchBuilder]]:
        assert self._producer is not None
        batches: dict[tuple[str, int], list[BatchBuilder]] = defaultdict(list)
        topics = {record.topic for record in records}
        sizes = {topic: len(await self._producer.partitions_for(topic)) for topic in topics}
        for topic, key, value in records:
            home = (topic, partition_for(key, sizes[topic]))
            if not batches[home] or not _fits(batches[home][-1], key, value):
                batches[home].append(self._producer.create_batch())
                if not _fits(batches[home][-1], key, value):
                    raise MessageSizeTooLargeError(f"{len(value)} bytes for {topic}")
        return batches


def _ends(told: Sequence[RecordMetadata], sizes: Sequence[int]) -> dict[TopicPartition, int]:
    """A broker that drops a batch as sent twice tells no offset for it."""
    ends: dict[TopicPartition, int] = {}
    for (topic, partition, _, first, *_), size in zip(told, sizes, strict=True):
        home = TopicPartition(topic, partition)
        if first >= 0:
            ends[home] = max(first + size, ends.get(home, 0))
    return ends


def _fits(batch: BatchBuilder, key: bytes, value: bytes) -> bool:
    added = batch.append(key=key, value=value, timestamp=None, headers=HEADERS)
    return added is not None
