"""How far each service has read: its stored positions beside the ends of its topics."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import psycopg
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from psycopg import sql
from pydantic import BaseModel

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_events.catalogue import topics
from firstline_local.environment import SERVICES
from firstline_local.provision import DATABASE, in_database
from firstline_local.servers import Servers

KAFKA_SECONDS = 5.0


class Progress(BaseModel):
    """One consumer group: what it has not read, what it could not take, and how fresh it is."""

    group: str
    lag: int | None = None  # None: Kafka or the tables did not answer
    dead_letters: int | None = None
    waiting: int | None = None
    read_until: datetime | None = None  # when the newest record that it has read was published


def read_progress(servers: Servers, groups: Sequence[str] = SERVICES) -> list[Progress]:
    """The progress of every group, from the administrator's view of the servers."""
    ends = asyncio.run(_ends(servers.kafka))
    url = in_database(servers.postgres_admin_url, DATABASE)
    try:
        with psycopg.connect(url, connect_timeout=3, autocommit=True) as connection:
            return [_progress(connection, group, ends) for group in groups]
    except psycopg.Error:
        return [Progress(group=group) for group in groups]


def _progress(
    connection: psycopg.Connection, group: str, ends: dict[tuple[str, int], int] | None
) -> Progress:
    try:
        positions, read_until = _positions(connection, group)
        dead, waiting = (_count(connection, group, table) for table in ("dead_letters", "waiting"))
    except psycopg.errors.UndefinedTable:  # its migrations have not run
        return Progress(group=group)
    return Progress(
        group=group,
        lag=None if ends is None else lag_of(group, ends, positions),
        dead_letters=dead,
        waiting=waiting,
        read_until=read_until,
    )


def lag_of(
    group: str, ends: dict[tuple[str, int], int], positions: dict[tuple[str, int], int]
) -> int:
    """Records of the group's topics that lie beyond its positions."""
    consumed = {name for name, topic in topics().items() if group in topic.consumers}
    return sum(
        max(end - positions.get(place, 0), 0) for place, end in ends.items() if place[0] in consumed
    )


def _positions(
    connection: psycopg.Connection, schema: str
) -> tuple[dict[tuple[str, int], int], datetime | None]:
    query = sql.SQL("SELECT topic, partition, position, read_until FROM {}.inbox_positions")
    rows = connection.execute(query.format(sql.Identifier(schema))).fetchall()
    positions = {(topic, partition): position for topic, partition, position, _ in rows}
    return positions, max((until for *_, until in rows if until), default=None)


def _count(connection: psycopg.Connection, schema: str, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
    [count] = connection.execute(query).fetchone() or [0]
    return int(count)


async def _ends(kafka: KafkaConnection) -> dict[tuple[str, int], int] | None:
    """The end of every partition of the catalogue's topics; None when Kafka does not answer."""
    consumer, admin = kafka.consumer(), kafka.admin()
    try:
        async with asyncio.timeout(KAFKA_SECONDS):
            await asyncio.gather(consumer.start(), admin.start())
            partitions = await _partitions(admin)
            ends = await consumer.end_offsets(partitions) if partitions else {}
    except (KafkaError, TimeoutError):
        return None
    finally:
        await asyncio.gather(consumer.stop(), admin.close(), return_exceptions=True)
    return {(place.topic, place.partition): end for place, end in ends.items()}


async def _partitions(admin: AIOKafkaAdminClient) -> list[TopicPartition]:
    """By the administrator's client: a consumer knows the partitions of its own topics alone."""
    described = await admin.describe_topics()
    return [
        TopicPartition(one["topic"], each["partition"])
        for one in described
        if one["topic"] in topics()
        for each in one["partitions"]
    ]
