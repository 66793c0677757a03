"""Letters that wait for their ticket's opening."""

from collections.abc import Collection
from uuid import UUID

import psycopg

from firstline_chassis import dead_letters
from firstline_chassis.records import Record
from firstline_chassis.store import Transaction, VersionConflict
from firstline_events.inbound_envelope import read_inbound, read_message
from firstline_intake.application.holding import Place
from firstline_intake.application.letters import Letter

REASON = "not opened"
_OF = """SELECT id, topic, partition, "offset", key, value, headers, published_ms FROM waiting
    WHERE reason = 'not opened' AND aggregate_id = ANY(%b::uuid[]) ORDER BY id"""
_AT = """SELECT id, topic, partition, "offset", key, value, headers, published_ms FROM waiting
    JOIN unnest(%b::text[], %b::integer[], %b::bigint[]) AS at (topic, partition, "offset")
         USING (topic, partition, "offset")
    WHERE reason = 'not opened' ORDER BY id"""
_STILL = """SELECT DISTINCT aggregate_id FROM waiting
    WHERE reason = 'not opened' AND aggregate_id = ANY(%b::uuid[]) AND id <> ALL(%b::bigint[])"""
_RELEASE = "DELETE FROM waiting WHERE id = ANY(%b::bigint[])"


def waiting_for(tx: Transaction, tickets: Collection[UUID]) -> list[Letter]:
    """The letters that wait for these tickets, oldest first."""
    rows = tx.fetch(_OF, [list(tickets)]) if tickets else []
    return [_letter(*row) for row in rows]


def standing_at(tx: Transaction, places: Collection[Place]) -> list[Letter]:
    """The letters whose records were read there and still wait, oldest first."""
    rows = tx.fetch(_AT, [list(column) for column in zip(*places, strict=True)]) if places else []
    return [_letter(*row) for row in rows]


def hold(tx: Transaction, letter: Letter) -> None:
    """Keep its record whole, less headers that text can't name: they say nothing to us anyway."""
    headers = [one for one in letter.record.headers if "\0" not in one[0]]
    dead_letters.hold(tx, letter.record._replace(headers=headers), letter.ticket, REASON)


def release(tx: Transaction, opened: Collection[UUID], letters: Collection[Letter]) -> None:
    """End the wait. Looks again under the lock: a letter that was held, released or has expired
    meanwhile makes us decide again.
    """
    rows = [one.waited for one in letters if one.waited is not None]

    def none_left(connection: psycopg.Connection) -> None:
        left = connection.execute(_STILL, [list(opened), rows]).fetchall()
        if left:
            raise VersionConflict({ticket for (ticket,) in left})

    def all_there(connection: psycopg.Connection) -> None:
        if connection.execute(_RELEASE, [rows]).rowcount != len(rows):
            raise VersionConflict(())

    if opened:
        tx.verify(none_left)
    if rows:
        tx.verify(all_there)


def _letter(
    row: int,
    topic: str,
    partition: int,
    offset: int,
    key: bytes | None,
    value: bytes | None,
    headers: list[list[str | None]],
    published_ms: int,
) -> Letter:
    told = [(str(name), None if text is None else text.encode()) for name, text in headers]
    record = Record(topic, partition, offset, key, value, told, published_ms)
    envelope = read_inbound(told, value)
    return Letter.of(record, envelope, read_message(envelope), waited=row)
