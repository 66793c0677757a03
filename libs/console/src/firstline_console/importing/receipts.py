"""Reading what intake answered, from the first receipt to the last."""

import time
from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, TopicPartition

from firstline_console.importing.ledger import Ledger

TOPIC = "intake-receipt-v1"
POLL_MS = 200
AT_ONCE = 5000
STALL_SECONDS = 60.0


class Receipts:
    """Enters the receipts of the topic into the ledger, partition by partition, in no group."""

    def __init__(self, consumer: AIOKafkaConsumer, homes: list[TopicPartition], ledger: Ledger):
        self._consumer = consumer
        self._homes = homes
        self._ledger = ledger
        self._last = time.monotonic()

    async def catch_up(self) -> None:
        """Read from the beginning to what is the end now: what earlier runs have done."""
        self._consumer.assign(self._homes)
        await self._consumer.seek_to_beginning(*self._homes)
        ends = await self._consumer.end_offsets(self._homes)
        while [home for home in self._homes if await self._consumer.position(home) < ends[home]]:
            await self._read()
        self._last = time.monotonic()

    async def follow(self, stalled: Callable[[float], Exception]) -> None:
        """Read until nothing is open; raises `stalled(seconds)` when no receipt comes any more."""
        self._last = time.monotonic()
        while self._ledger.open:
            await self._read()
            silent = time.monotonic() - self._last
            if silent > STALL_SECONDS:
                raise stalled(silent)

    async def _read(self) -> None:
        batches = await self._consumer.getmany(timeout_ms=POLL_MS, max_records=AT_ONCE)
        for records in batches.values():
            for record in records:
                if record.value is not None and self._ledger.take(record.value):
                    self._last = time.monotonic()
