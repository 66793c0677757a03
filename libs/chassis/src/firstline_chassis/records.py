"""A Kafka record as the rest of the chassis sees it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple


class TopicPartition(NamedTuple):
    topic: str
    partition: int


class Record(NamedTuple):
    """One consumed record; `timestamp` in milliseconds since 1970, headers as they came."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]] = ()
    timestamp: int = 0

    @property
    def home(self) -> TopicPartition:
        return TopicPartition(self.topic, self.partition)

    @property
    def published_at(self) -> datetime:
        return datetime.fromtimestamp(self.timestamp / 1000, UTC)
