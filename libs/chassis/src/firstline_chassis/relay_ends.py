"""How far a store knows the topics that it fills: written by the relay, compared at the start."""

from collections.abc import Collection, Mapping

import psycopg

from firstline_chassis.records import TopicPartition

_KNOWN = "SELECT topic, partition, position FROM relay_ends WHERE topic = ANY(%s)"
_REMEMBER = """INSERT INTO relay_ends (topic, partition, position)
    SELECT * FROM unnest(%s::text[], %s::integer[], %s::bigint[])
    ON CONFLICT (topic, partition)
    DO UPDATE SET position = greatest(relay_ends.position, excluded.position)"""


def known(connection: psycopg.Connection, topics: Collection[str]) -> dict[TopicPartition, int]:
    """The offset after the last known record of each partition; nothing where none is known."""
    rows = connection.execute(_KNOWN, [list(topics)]).fetchall()
    return {TopicPartition(topic, partition): position for topic, partition, position in rows}


def remember(connection: psycopg.Connection, ends: Mapping[TopicPartition, int]) -> None:
    """Never goes back: a zombie's late word counts nothing."""
    topics, partitions = [one.topic for one in ends], [one.partition for one in ends]
    connection.execute(_REMEMBER, [topics, partitions, list(ends.values())])
