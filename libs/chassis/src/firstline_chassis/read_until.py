"""How far a worker has read in time, said also while nothing comes: timers wait for it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from psycopg_pool import ConnectionPool

from firstline_chassis.records import TopicPartition
from firstline_chassis.store import take_ordering_lock

_CHEAPLY = "SET LOCAL synchronous_commit = off"
_ADVANCE = """UPDATE inbox_positions AS p SET read_until = %b
      FROM unnest(%b::text[], %b::integer[], %b::bigint[]) AS at (topic, partition, position)
     WHERE p.topic = at.topic AND p.partition = at.partition AND p.position = at.position
       AND (p.read_until IS NULL OR p.read_until < %b)"""


def advance(pool: ConnectionPool, positions: Mapping[TopicPartition, int], until: datetime) -> None:
    """Say that these partitions, which still stand at these positions, are read until then.

    Where another worker has read on meanwhile nothing is said. A crash may lose the word, which
    is said again in a moment: so nobody waits for the disk.
    """
    topics, partitions = zip(*positions, strict=True)
    with pool.connection() as connection:
        connection.execute(_CHEAPLY)
        take_ordering_lock(connection)
        told = [until, list(topics), list(partitions), list(positions.values()), until]
        connection.execute(_ADVANCE, told)


def at_the_end(
    positions: Mapping[TopicPartition, int], ends: Mapping[TopicPartition, int]
) -> Collection[TopicPartition]:
    """The partitions with nothing behind the position, as of when the ends were asked for."""
    return [home for home, end in ends.items() if positions.get(home, -1) >= end]
