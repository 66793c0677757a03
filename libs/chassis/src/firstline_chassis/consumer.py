"""From Kafka to the inbox: a FastStream subscriber that trusts the store's positions alone."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener
from aiokafka import TopicPartition as KafkaPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import KafkaError
from faststream import AckPolicy
from faststream.kafka.message import FAKE_CONSUMER, KafkaMessage

from firstline_chassis import metrics
from firstline_chassis.clock import Clock
from firstline_chassis.inbox import TRANSIENT, Inbox
from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.odd_headers import read_odd_headers
from firstline_chassis.records import Record, TopicPartition
from firstline_chassis.subscribing import broker_of
from firstline_chassis.topics import require_topics

log = structlog.get_logger()
T = TypeVar("T")
_BACKOFF_SECONDS = (0.1, 0.5, 1.0, 2.0, 5.0)
_COMMIT_SECONDS = 0.5
_STUCK_SECONDS = 60
_TELL_SECONDS = 0.25
_ANSWER_SECONDS = 5


async def _parse(batch: tuple[Any, ...]) -> KafkaMessage:
    """Never raises: a null or broken header would lose the whole batch in the stock parser."""
    return KafkaMessage(body=b"", raw_message=batch, consumer=FAKE_CONSUMER)


async def _decode(message: KafkaMessage) -> list[Record]:
    return [
        Record(m.topic, m.partition, m.offset, m.key, m.value, m.headers, m.timestamp)
        for m in message.raw_message
    ]


class _Rebalance(ConsumerRebalanceListener):  # type: ignore[misc]
    def __init__(
        self,
        revoked: Callable[[], Awaitable[None]],
        assigned: Callable[[Collection[KafkaPartition]], Awaitable[None]],
    ):
        self._revoked, self._assigned = revoked, assigned

    async def on_partitions_revoked(self, _: Collection[KafkaPartition]) -> None:
        await self._revoked()

    async def on_partitions_assigned(self, assigned: Collection[KafkaPartition]) -> None:
        await self._assigned(assigned)


class Consumer:
    """One worker of a service: reads its topics as one member of the service's group.

    Decisions run in one thread of their own, so that heartbeats go on meanwhile. With a `clock`
    it also tells the store how far it has read while nothing comes: timers need that.
    """

    name = "worker"

    def __init__(
        self,
        group: str,
        topics: Collection[str],
        kafka: KafkaConnection,
        inbox: Inbox,
        *,
        batch: int = 2_000,
        forget: Callable[[], None] = lambda: None,
        clock: Clock | None = None,
    ):
        self._group, self._topics, self._kafka = group, topics, kafka
        self._inbox = inbox
        self._forget = forget
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="decide")
        self._busy = asyncio.Lock()
        self._stopping = asyncio.Event()
        self._committed: dict[TopicPartition, int] = {}
        self._last_batch = time.monotonic()
        self._joined = False
        self._trouble: str | None = None
        self._beside: list[asyncio.Task[None]] = []
        read_odd_headers()
        self._broker = broker_of(kafka)
        self._subscriber = self._broker.subscriber(
            *topics,
            group_id=group,
            batch=True,
            max_records=batch,
            batch_timeout_ms=20,
            fetch_max_wait_ms=100,
            auto_offset_reset="earliest",
            session_timeout_ms=6_000,
            heartbeat_interval_ms=2_000,
            ack_policy=AckPolicy.MANUAL,
            partition_assignment_strategy=[RangePartitionAssignor],
            listener=_Rebalance(self._let_finish, self._take_over),
            parser=_parse,
            decoder=_decode,
        )
        self._subscriber(self._on_batch)

    async def start(self) -> None:
        """Raises CannotServe while the broker is away or lacks one of the topics."""
        await require_topics(self._kafka, self._topics)
        await self._broker.start()
        self._beside.append(asyncio.create_task(self._commit_now_and_then(), name="commits"))
        if self._clock:
            telling = self._tell_how_far(self._clock)
            self._beside.append(asyncio.create_task(telling, name="read until"))

    async def stop(self) -> None:
        """Finishes the batch in flight, then leaves the group."""
        self._stopping.set()
        async with self._busy:
            await asyncio.gather(*self._beside)
            await self._broker.stop()
        self._thread.shutdown()

    def check(self) -> dict[str, Any]:
        """For readiness: assigned, stopped and lag in records, seconds since the last batch.

        A spare replica without a partition is ready too. One that stands still is not.
        """
        stopped = {f"{t}/{p}": why for (t, p), why in self._inbox.stopped.items()}
        lag, idle = self.lag(), round(time.monotonic() - self._last_batch, 1)
        stuck = lag > 0 and idle > _STUCK_SECONDS
        return {
            "ok": self._joined and not stopped and not stuck and self._trouble is None,
            "assigned": len(self._inbox.positions),
            "stopped": stopped,
            "trouble": self._trouble,
            "lag": lag,
            "seconds_since_batch": idle,
        }

    def lag(self) -> int:
        """Records in the topics behind the positions, as far as the broker has told."""
        return sum(self._behind(home, at) for home, at in list(self._inbox.positions.items()))

    def _behind(self, home: TopicPartition, position: int) -> int:
        consumer = self._consumer
        if consumer is None or KafkaPartition(*home) not in consumer.assignment():
            return 0
        return max(0, (consumer.highwater(KafkaPartition(*home)) or 0) - position)

    @property
    def _consumer(self) -> AIOKafkaConsumer | None:
        return self._subscriber.consumer

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _on_batch(self, records: list[Record]) -> None:
        async with self._busy:
            if not self._stopping.is_set():
                await self._absorb(records)

    async def _absorb(self, records: Sequence[Record]) -> None:
        try:
            with metrics.BATCH_SECONDS.labels(self._group).time():
                await self._in_thread(lambda: self._inbox.consume(records))
        except Exception as error:
            # Whatever it was, going on would pass over this batch: read again from the store.
            log.warning("batch begins again", reason=f"{type(error).__name__}: {error}")
            await self._begin_again()
        self._last_batch = time.monotonic()
        self._pause_stopped()

    async def _begin_again(self) -> None:
        """Back off until the store answers, then read on from what it says."""
        metrics.RETRIES.inc()
        self._forget()
        attempt = 0
        while not self._stopping.is_set():
            await self._rest(_BACKOFF_SECONDS[min(attempt, len(_BACKOFF_SECONDS) - 1)])
            attempt += 1
            try:
                assert self._consumer is not None
                await self._position(self._consumer.assignment())
            except Exception as error:
                self._trouble = f"{type(error).__name__}: {error}"
            else:
                return

    async def _let_finish(self) -> None:
        async with self._busy:
            self._inbox.positions = {}
            self._forget()

    async def _take_over(self, assigned: Collection[KafkaPartition]) -> None:
        try:
            await self._position(assigned)
        except (*TRANSIENT, KafkaError) as error:
            # Batches of partitions without a position are refused as transient and come back here.
            self._trouble = f"{type(error).__name__}: {error}"
            log.warning("positions can't be read yet", reason=str(error))

    async def _position(self, assigned: Collection[KafkaPartition]) -> None:
        consumer = self._consumer
        if consumer is None:
            return
        homes = [TopicPartition(*one) for one in assigned]
        others = [
            TopicPartition(topic, one)
            for topic in self._topics
            for one in consumer.partitions_for_topic(topic) or ()
        ]
        positions = await self._in_thread(lambda: self._inbox.take_over(homes, others))
        for home, position in positions.items():
            consumer.seek(KafkaPartition(*home), position)
            consumer.resume(KafkaPartition(*home))
        await self._compare(consumer, positions)
        self._trouble, self._joined = None, True

    async def _compare(
        self, consumer: AIOKafkaConsumer, positions: dict[TopicPartition, int]
    ) -> None:
        """A position outside the partition means that the topic isn't the one we knew."""
        homes = [KafkaPartition(*home) for home in positions]
        first = await consumer.beginning_offsets(homes)
        end = await consumer.end_offsets(homes)
        for home, position in positions.items():
            low, high = first[KafkaPartition(*home)], end[KafkaPartition(*home)]
            if not low <= position <= high:
                reason = f"the next record is {position}, but the topic holds {low} to {high}"
                self._inbox.stop(home, reason)
        self._pause_stopped()

    def _pause_stopped(self) -> None:
        if self._consumer is not None and self._inbox.stopped:
            self._consumer.pause(*(KafkaPartition(*home) for home in self._inbox.stopped))

    async def _commit_now_and_then(self) -> None:
        """Kafka's offsets are for other people's lag tools; ours are in the store."""
        while not self._stopping.is_set():
            await self._rest(_COMMIT_SECONDS)
            await self._commit()

    async def _commit(self) -> None:
        moved = {h: p for h, p in self._inbox.positions.items() if self._committed.get(h) != p}
        if not moved or self._consumer is None:
            return
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                await self._consumer.commit({KafkaPartition(*home): p for home, p in moved.items()})
            self._committed.update(moved)
        except Exception as error:
            # Told again in a moment: whoever watches the lag would take silence for standing still.
            log.info("offsets not committed", reason=repr(error))
        for topic in {home.topic for home in moved}:
            at = {h: p for h, p in self._inbox.positions.items() if h.topic == topic}
            metrics.LAG.labels(topic).set(sum(self._behind(h, p) for h, p in at.items()))

    async def _tell_how_far(self, clock: Clock) -> None:
        """Whatever is in a partition when its end is asked for was published after `asked`."""
        while not self._stopping.is_set():
            await self._rest(_TELL_SECONDS)
            held = list(self._inbox.positions.items())
            idle = [KafkaPartition(*home) for home, at in held if not self._behind(home, at)]
            if self._consumer is None or not idle:
                continue
            asked = clock()
            try:
                async with asyncio.timeout(_ANSWER_SECONDS):
                    found = await self._consumer.end_offsets(idle)
                ends = {TopicPartition(*one): end for one, end in found.items()}
                await self._in_thread(partial(self._inbox.nothing_more, ends, asked))
            except Exception as error:
                # It is said again in a moment; until then timers wait, and then fire as late.
                log.info("how far is read is not told", reason=repr(error))

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return
