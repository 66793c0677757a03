"""How far each service is behind, and whether everything that was published has reached the end."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from firstline_console.importing.broker import partitions_of
from firstline_events.catalogue import topics

GROUPS = ("intake", "triage", "reporting")
"""Consumer groups in the order in which a record flows through them."""

LOOK_SECONDS = 0.5


def inputs_of(group: str) -> list[str]:
    """The topics that a service reads, by the catalogue."""
    return [topic.name for topic in topics().values() if group in topic.consumers]


@dataclass(frozen=True)
class Look:
    """One look at the groups: what each has still to read, and where the topics end."""

    lags: Mapping[str, int]
    ends: Mapping[TopicPartition, int]

    @property
    def idle(self) -> bool:
        """Whether nobody has anything to read."""
        return not any(self.lags.values())


class Watch:
    """Looks at the lag of every service through the broker alone."""

    def __init__(self, admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer) -> None:
        self._admin = admin
        self._consumer = consumer
        self._homes: dict[str, list[TopicPartition]] = {}

    async def look(self) -> Look:
        """How things stand now."""
        if not self._homes:
            self._homes = {
                group: await partitions_of(self._admin, *inputs_of(group)) for group in GROUPS
            }
        every = {home for homes in self._homes.values() for home in homes}
        ends = await self._consumer.end_offsets(every)
        lags = {group: await self._lag(group, ends) for group in GROUPS}
        return Look(lags, ends)

    async def _lag(self, group: str, ends: Mapping[TopicPartition, int]) -> int:
        committed = await self._admin.list_consumer_group_offsets(group)
        done = {home: max(0, each.offset) for home, each in committed.items()}
        return sum(max(0, ends[home] - done.get(home, 0)) for home in self._homes[group])


async def wait_until_drained(
    look: Callable[[], Awaitable[Look]],
    stalled: Callable[[float], Exception],
    stall_seconds: float = 60.0,
) -> None:
    """Return once two looks in a row find nothing to read and no topic grown.

    Raises `stalled(seconds)` when nothing has moved for `stall_seconds`.
    """
    before, moved = await look(), time.monotonic()
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        now = await look()
        if now == before and now.idle:
            return
        if now != before:
            moved = time.monotonic()
        if time.monotonic() - moved > stall_seconds:
            raise stalled(time.monotonic() - moved)
        before = now
