"""`refill`: topics that were made anew are filled again from the store, and read from the start."""

import asyncio

import psycopg

from firstline_chassis.errors import CannotServe
from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.looking import ends_of, looking_into
from firstline_chassis.topics import partitions_of, require_topics
from firstline_events.catalogue import topics

_ALONE = (
    "SELECT pg_try_advisory_xact_lock(hashtextextended('firstline relay ' || current_schema(), 0))"
)
_BESIDE = """SELECT count(*) FROM (SELECT topic FROM dead_letters UNION ALL
    SELECT topic FROM waiting) AS beside WHERE topic = ANY(%s)"""
_AGAIN = (
    "UPDATE relay_cursors SET position = 0",
    "DELETE FROM relay_ends",
)
_READ_AGAIN = """UPDATE inbox_positions SET position = 0, read_until = NULL WHERE topic = ANY(%s)"""


def refill(database: str, kafka: KafkaConnection, service: str) -> str:
    """Publish everything again, and read again what our services publish; says what was done.

    For a service that doesn't run, whose topics are empty. Readers drop what they know by its
    sequence. Raises CannotServe with nothing changed.
    """
    own = [one.name for one in topics().values() if one.owner == service]
    ours = [one.name for one in topics().values() if one.owner != "other systems"]
    asyncio.run(_require_empty(kafka, own))
    with psycopg.connect(database) as connection:
        _require_alone(connection, ours)
        for statement in _AGAIN:
            connection.execute(statement)
        read = connection.execute(_READ_AGAIN, [ours]).rowcount
    return f"{len(own)} topic(s) will be filled again, {read} partition(s) read again"


async def _require_empty(kafka: KafkaConnection, own: list[str]) -> None:
    await require_topics(kafka, own)
    homes = await partitions_of(kafka, own)
    async with looking_into(kafka) as consumer:
        ends = await ends_of(consumer, homes)
    full = sorted({home.topic for home, end in ends.items() if end})
    if full:
        raise CannotServe(
            f"{', '.join(full)} hold records: delete the topics and create them again first"
        )


def _require_alone(connection: psycopg.Connection, ours: list[str]) -> None:
    [alone] = connection.execute(_ALONE).fetchone() or [False]
    if not alone:
        raise CannotServe("its relay runs: stop the service first")
    [beside] = connection.execute(_BESIDE, [ours]).fetchone() or [0]
    if beside:
        raise CannotServe(
            f"{beside} record(s) of our topics are dead letters or wait, under offsets that will"
            " mean others: settle them before the backup is taken, or ask for help"
        )
