"""Events of intake that wait for triage's answer."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg

from firstline_chassis import dead_letters
from firstline_chassis.received import read_data, read_envelope
from firstline_chassis.records import Record
from firstline_chassis.store import Transaction, VersionConflict
from firstline_escalation.application.ports import Waiter
from firstline_events.catalogue import message_types

REASON = "answer from triage"
_OF = """SELECT id, topic, partition, "offset", key, value, headers, published_ms FROM waiting
    WHERE reason = %b AND aggregate_id = ANY(%b::uuid[]) ORDER BY id"""
_OTHERS = """SELECT DISTINCT aggregate_id FROM waiting
    WHERE reason = %b AND aggregate_id = ANY(%b::uuid[]) AND id <> ALL(%b::bigint[])"""
_RELEASE = "DELETE FROM waiting WHERE id = ANY(%b::bigint[])"


def waiting_for(tx: Transaction, tickets: Collection[UUID]) -> Mapping[UUID, Sequence[Waiter]]:
    """What waits for the sake of these tickets, in the order in which it came."""
    found: dict[UUID, list[Waiter]] = defaultdict(list)
    if tickets:
        for row in tx.fetch(_OF, [REASON, list(tickets)]):
            waiter = _waiter(*row)
            found[waiter.envelope.aggregate].append(waiter)
    return found


def hold(tx: Transaction, waiters: Sequence[Waiter]) -> None:
    for one in waiters:
        dead_letters.hold(tx, one.record, one.envelope.aggregate, REASON)


def release(
    tx: Transaction, known: Mapping[UUID, Sequence[Waiter]], taken: Sequence[Waiter]
) -> None:
    """End the wait of those taken; of these tickets, whose wait has ended, no other is known.

    Looks again under the lock: whoever came to wait meanwhile makes us decide again.
    """
    rows = [one.row for waiters in known.values() for one in waiters]

    def nobody_came(connection: psycopg.Connection[Any]) -> None:
        left = connection.execute(_OTHERS, [REASON, list(known), rows]).fetchall()
        if left:
            raise VersionConflict({ticket for (ticket,) in left})

    if known:
        tx.verify(nobody_came)
    if gone := [one.row for one in taken if one.row is not None]:
        tx.stage(_RELEASE, [gone])


def _waiter(
    row: int,
    topic: str,
    partition: int,
    offset: int,
    key: bytes | None,
    value: bytes,
    headers: list[list[str | None]],
    published_ms: int,
) -> Waiter:
    told = [(str(name), None if text is None else text.encode()) for name, text in headers]
    record = Record(topic, partition, offset, key, value, told, published_ms)
    envelope = read_envelope(value)
    return Waiter(record, envelope, read_data(message_types(topic)[envelope.type], envelope), row)
