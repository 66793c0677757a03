"""Kafka's offsets tell others how far a worker is: whatever fails once is told again."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest

from firstline_chassis import consumer
from firstline_chassis.consumer import Consumer
from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.records import TopicPartition

HOME = TopicPartition("inbound-ticket-v1", 0)


async def hangs() -> None:
    await asyncio.Event().wait()


async def breaks() -> None:
    raise RuntimeError("the group has no coordinator")


@pytest.mark.parametrize("fault", [hangs, breaks])
async def test_a_commit_that_never_ended_is_followed_by_one_that_does(
    fault: Callable[[], Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: asyncio.Queue[dict[Any, int]] = asyncio.Queue()
    attempts = 0

    async def commit(offsets: dict[Any, int]) -> None:
        nonlocal attempts
        attempts += 1
        await (fault() if attempts == 1 else told.put(offsets))

    broker = SimpleNamespace(commit=commit, assignment=set)
    monkeypatch.setattr(Consumer, "_consumer", property(lambda _: broker))
    monkeypatch.setattr(consumer, "_COMMIT_SECONDS", 0.01)
    monkeypatch.setattr(consumer, "_ANSWER_SECONDS", 0.05)
    inbox: Any = SimpleNamespace(positions={HOME: 7})
    worker = Consumer("intake", [HOME.topic], KafkaConnection("127.0.0.1:9"), inbox)
    committing = asyncio.create_task(worker._commit_now_and_then())
    try:
        assert list((await asyncio.wait_for(told.get(), 5)).values()) == [7]
    finally:
        committing.cancel()
