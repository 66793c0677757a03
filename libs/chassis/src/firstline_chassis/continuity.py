"""Before any role serves: what a service's topics hold, its store must know.

If not, the store is a restored backup, older than what was published from it. Whoever served from
it would tell other stories under the sequences that everybody has read already.
"""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka import TopicPartition as KafkaPartition
from aiokafka.errors import KafkaError
from psycopg_pool import ConnectionPool

from firstline_chassis import relay_ends
from firstline_chassis.errors import CannotServe
from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.looking import ends_of, looking_into
from firstline_chassis.mapper import StructMapper
from firstline_chassis.records import TopicPartition
from firstline_chassis.topics import partitions_of, require_topics

log = structlog.get_logger()
RUNBOOK = "docs/runbooks/older-backup.md"
_SHOWN = 10
_SILENCE_SECONDS = 30.0
_STORED = """SELECT s.originator_id, s.originator_version, s.topic, s.state
    FROM unnest(%s::uuid[], %s::bigint[]) AS e (id, version)
    JOIN stored_events AS s ON s.originator_id = e.id AND s.originator_version = e.version"""


class Published(msgspec.Struct, frozen=True):
    """What of a public event tells whether it is one of ours."""

    subject: UUID
    sequence: str
    recordedtime: datetime
    type: str

    @property
    def version(self) -> int:
        return int(self.sequence)


_DECODER = msgspec.json.Decoder(Published)


class Unknown(NamedTuple):
    """A record that the store lacks, or has otherwise."""

    home: TopicPartition
    offset: int
    event: Published

    def __str__(self) -> str:
        event, (topic, partition) = self.event, self.home
        what = f"{event.type} {event.version} of {event.subject}"
        return f"{topic}/{partition} at {self.offset}: {what}, recorded {event.recordedtime}"


class Continuity:
    """A part that is only there at the start; `topics` are those that the event feed fills."""

    name = "continuity"

    def __init__(
        self,
        pool: ConnectionPool,
        mapper: StructMapper,
        kafka: KafkaConnection,
        topics: Collection[str],
    ):
        self._pool, self._mapper, self._kafka, self._topics = pool, mapper, kafka, topics

    async def start(self) -> None:
        """Raises CannotServe, which lists what is missing and where the way out is told."""
        await require_topics(self._kafka, ())
        known = await asyncio.to_thread(self._known)
        try:
            ends = await self._compare(known)
        except KafkaError as error:
            raise CannotServe(f"its topics can't be read: {error!r}") from None
        if ends:
            await asyncio.to_thread(self._remember, ends)

    async def stop(self) -> None:
        """Nothing is held."""

    def check(self) -> dict[str, Any]:
        return {"ok": True}

    async def _compare(self, known: Mapping[TopicPartition, int]) -> dict[TopicPartition, int]:
        homes = await partitions_of(self._kafka, self._topics)
        async with looking_into(self._kafka) as consumer:
            ends = await ends_of(consumer, homes)
            _refuse_lost_topics(known, ends)
            behind = {home: end for home, end in ends.items() if end > known.get(home, 0)}
            if behind:
                await self._find(consumer, known, behind)
        return behind

    async def _find(
        self,
        consumer: AIOKafkaConsumer,
        known: Mapping[TopicPartition, int],
        ends: Mapping[TopicPartition, int],
    ) -> None:
        """Read what lies behind the known ends, and look each record up."""
        unknown: list[Unknown] = []
        missing = read = 0
        consumer.assign([KafkaPartition(*home) for home in ends])
        for home in ends:
            consumer.seek(KafkaPartition(*home), known.get(home, 0))
        while [one for one in ends if await _position(consumer, one) < ends[one]]:
            records = list(await _batch(consumer))
            lacking = await asyncio.to_thread(self._lacking, records)
            read, missing = read + len(records), missing + len(lacking)
            unknown.extend(lacking[: _SHOWN - len(unknown)])
        log.info("topics compared with the store", records=read, unknown=missing)
        if missing:
            raise CannotServe(_older(missing, unknown))

    def _lacking(self, records: Sequence[Unknown]) -> list[Unknown]:
        """Those that the store doesn't have as they were published."""
        ids = [one.event.subject for one in records]
        versions = [one.event.version for one in records]
        with self._pool.connection() as connection:
            rows = connection.execute(_STORED, [ids, versions]).fetchall()
        stored = {
            (one, version): self._mapper.decode(topic, bytes(state)).timestamp
            for one, version, topic, state in rows
        }
        return [
            one
            for one in records
            if stored.get((one.event.subject, one.event.version)) != one.event.recordedtime
        ]

    def _known(self) -> dict[TopicPartition, int]:
        with self._pool.connection() as connection:
            return relay_ends.known(connection, self._topics)

    def _remember(self, ends: Mapping[TopicPartition, int]) -> None:
        with self._pool.connection() as connection:
            relay_ends.remember(connection, ends)


async def _position(consumer: AIOKafkaConsumer, home: TopicPartition) -> int:
    return int(await consumer.position(KafkaPartition(*home)))


async def _batch(consumer: AIOKafkaConsumer) -> Iterator[Unknown]:
    """The next records that are public events; what anybody else wrote is none of ours."""
    found = await consumer.getmany(timeout_ms=int(_SILENCE_SECONDS * 1_000), max_records=2_000)
    if not found:
        raise CannotServe(f"its topics can't be read: Kafka is silent for {_SILENCE_SECONDS:.0f} s")
    return (
        Unknown(TopicPartition(home.topic, home.partition), record.offset, event)
        for home, records in found.items()
        for record in records
        if (event := _event(record.value)) is not None
    )


def _event(value: bytes | None) -> Published | None:
    try:
        event = _DECODER.decode(value or b"")
        return event if event.version > 0 else None
    except ValueError:
        return None


def _refuse_lost_topics(
    known: Mapping[TopicPartition, int], ends: Mapping[TopicPartition, int]
) -> None:
    lost = [
        f"{home.topic}/{home.partition} ends at {ends.get(home, 0)} and was published up to {at}"
        for home, at in sorted(known.items())
        if ends.get(home, 0) < at
    ]
    if lost:
        raise CannotServe(
            f"topics hold less than was published: {'; '.join(lost[:_SHOWN])}. They were made anew,"
            f" or restored from an older backup. The way out: {RUNBOOK}"
        )


def _older(missing: int, unknown: Sequence[Unknown]) -> str:
    listed = "".join(f"\n  {one}" for one in unknown)
    more = f"\n  and {missing - len(unknown)} more" if missing > len(unknown) else ""
    return (
        f"its store is older than what was published from it: {missing} event(s) of its topics are"
        f" not in the store as they were published:{listed}{more}\nRestore a newer backup, or go"
        f" back to this one as a whole: {RUNBOOK}"
    )
