"""A stand-in for intake: reads `inbound-ticket-v1`, answers on `intake-receipt-v1`."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from types import TracebackType
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

Answer = Callable[[dict[str, Any]], str | None]
INBOUND, RECEIPTS = "inbound-ticket-v1", "intake-receipt-v1"


def accept(_: dict[str, Any]) -> str | None:
    """The answer of a desk that takes everything."""
    return "accepted"


class Desk:
    """Answers each record as `answer` says; None: not at all. `heard` is what it has read."""

    def __init__(self, bootstrap: str, answer: Answer = accept) -> None:
        self._bootstrap = bootstrap
        self._answer = answer
        self.heard: list[dict[str, Any]] = []
        self._moved = asyncio.Event()

    async def __aenter__(self) -> "Desk":
        self._consumer = AIOKafkaConsumer(
            INBOUND,
            bootstrap_servers=self._bootstrap,
            group_id="intake",
            auto_offset_reset="earliest",
        )
        self._producer = AIOKafkaProducer(bootstrap_servers=self._bootstrap)
        await self._producer.start()
        await self._consumer.start()
        self._task = asyncio.create_task(self._work())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        await self._consumer.stop()
        await self._producer.stop()

    async def until(self, condition: Callable[["Desk"], bool], seconds: float = 30.0) -> None:
        """Wait until the condition holds; TimeoutError after the deadline."""
        async with asyncio.timeout(seconds):
            while not condition(self):
                self._moved.clear()
                await self._moved.wait()

    async def _work(self) -> None:
        async for record in self._consumer:
            event = orjson.loads(record.value)
            self.heard.append(event)
            outcome = self._answer(event)
            self._moved.set()
            if outcome is not None:
                await self._producer.send_and_wait(RECEIPTS, _receipt(record, event, outcome))


def the_first(number: int) -> Answer:
    """The answer of a desk that falls silent after so many records."""
    turns = count()
    return lambda _: "accepted" if next(turns) < number else None


def _receipt(record: Any, event: dict[str, Any], outcome: str) -> bytes:
    data = {
        "outcome": outcome,
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "event_source": event["source"],
        "event_id": event["id"],
        "events": 3,
        "code": "not-taken" if outcome == "refused" else None,
        "reason": "the test says so" if outcome == "refused" else None,
    }
    return orjson.dumps({"type": "firstline.intake.receipt-issued.v1", "data": data})
