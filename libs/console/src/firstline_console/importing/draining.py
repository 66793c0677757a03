"""How far each service is behind, and whether everything that was published has reached the end."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from firstline_console.importing.broker import partitions_of
from firstline_events.catalogue import topics

GROUPS = ("intake", "triage", "escalation", "reporting")
"""Consumer groups in the order in which a record flows through them."""

QUIET_LOOKS = 2


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
    look_seconds: float = 0.5,
) -> float:
    """Return once a few looks in a row find nothing to read and no topic grown: then no relay
    has anything left to send. The result is the (monotonic) moment of the last movement seen.
    Raises `stalled(seconds)` when nothing moves for `stall_seconds`.
    """
    before, moved, quiet = await look(), time.monotonic(), 0
    while quiet < QUIET_LOOKS:
        await asyncio.sleep(look_seconds)
        now = await look()
        quiet = quiet + 1 if now == before and now.idle else 0
        if now != before:
            before, moved = now, time.monotonic()
        elif not now.idle and time.monotonic() - moved > stall_seconds:
            raise stalled(time.monotonic() - moved)
    return moved
