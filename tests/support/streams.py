"""Records in topics, written and read with a client that is not ours."""

import json
import time
import zlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from confluent_kafka import Consumer, Producer, TopicPartition

DEADLINE_SECONDS = 30.0


class Told(NamedTuple):
    """A record on its way into a topic."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...] = ()


def publish(bootstrap: str, told: Iterable[Told], partitions: int = 2) -> None:
    """Returns when the broker has all of them, in the order told per key."""
    refused: list[str] = []
    producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True})
    for topic, key, value, headers in told:
        home = zlib.crc32(key or b"") % partitions
        while True:
            try:
                producer.produce(
                    topic,
                    value,
                    key,
                    home,
                    headers=list(headers),
                    on_delivery=lambda error, _: refused.append(str(error)) if error else None,
                )
                break
            except BufferError:
                producer.poll(0.1)
    assert producer.flush(DEADLINE_SECONDS) == 0, "the broker does not take them"
    assert not refused, refused[:3]


class Listener:
    """Reads a topic from its beginning, as any other system could."""

    def __init__(self, bootstrap: str, topic: str, partitions: int = 2):
        settings = {
            "bootstrap.servers": bootstrap,
            "group.id": "tests",
            "enable.auto.commit": False,
        }
        self._consumer = Consumer(settings)
        self._consumer.assign([TopicPartition(topic, one, 0) for one in range(partitions)])
        self.events: list[dict[str, Any]] = []

    def until(self, enough: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """All events so far, as soon as they are enough; fails at the deadline."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not enough(self.events):
            assert time.monotonic() < deadline, f"after {len(self.events)} events, not enough"
            for record in self._consumer.consume(1_000, timeout=0.2):
                assert record.error() is None, record.error()
                self.events.append(json.loads(record.value() or b"null"))
        return self.events

    def count(self, wanted: int) -> list[dict[str, Any]]:
        """At least so many events."""
        return self.until(lambda events: len(events) >= wanted)

    def all_of(self) -> list[dict[str, Any]]:
        """All events that the topic holds by now."""
        homes = self._consumer.assignment()
        ends = [self._consumer.get_watermark_offsets(home)[1] for home in homes]
        return self.count(sum(ends))

    def close(self) -> None:
        self._consumer.close()
