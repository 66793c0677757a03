"""What is published on the topics of the catalogue from some moment on."""

import json
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from confluent_kafka import Consumer, TopicPartition

from firstline_events.catalogue import topics

QUIET_SECONDS = 3.0
"""Nothing comes for so long: that was all."""


class Published(NamedTuple):
    """One event: its topic, its key there, and the short name of its type."""

    topic: str
    key: str
    name: str


class WatchedTopics:
    """Every topic, from where it ended when the watch began."""

    def __init__(self, bootstrap: str):
        self._consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "watch"})
        known = self._consumer.list_topics(timeout=30).topics
        homes = [
            TopicPartition(name, number)
            for name in topics()
            if name in known
            for number in known[name].partitions
        ]
        for home in homes:
            _, home.offset = self._consumer.get_watermark_offsets(home, timeout=30)
        self._consumer.assign(homes)

    def close(self) -> None:
        self._consumer.close()

    def published(self, expected: int, seconds: float) -> list[Published]:
        """All since the watch began, in order per partition; waits for so many, and then for more.

        Whoever publishes too little is waited for until the deadline.
        """
        found: list[Published] = []
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            before = len(found)
            found.extend(self._next(QUIET_SECONDS))
            if len(found) == before >= expected:
                break
        return found

    def _next(self, seconds: float) -> Iterator[Published]:
        for record in self._consumer.consume(500, seconds):
            assert not record.error(), record.error()
            topic, value = record.topic(), record.value()
            assert topic is not None
            assert value is not None
            event: dict[str, Any] = json.loads(value)
            yield Published(topic, (record.key() or b"").decode(), event["type"].split(".")[-2])
