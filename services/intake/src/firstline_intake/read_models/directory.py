"""Which ticket is meant: by id, by number, or by a foreign desk's reference."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from firstline_chassis.store import Transaction

PREFIX = "FL-"
_ADD = """INSERT INTO tickets (ticket_id, serial, tenant, origin, reference, opened_at)
    SELECT * FROM unnest(%b::uuid[], %b::bigint[], %b::text[], %b::text[], %b::text[],
                         %b::timestamptz[])"""
_COLUMNS = "SELECT ticket_id, serial, tenant, origin, reference, opened_at FROM tickets"
_BY_ID = f"{_COLUMNS} WHERE ticket_id = %s"
_BY_IDS = f"{_COLUMNS} WHERE ticket_id = ANY(%b::uuid[])"
_BY_SERIAL = f"{_COLUMNS} WHERE serial = %s"
_BY_REFERENCE = f"""{_COLUMNS} WHERE reference = %s AND origin = coalesce(%s, origin)
    AND serial > %s ORDER BY serial LIMIT %s"""
_AMBIGUOUS = 20
"""How many tickets of one reference are told at most, so that one can be picked."""


class Entry(NamedTuple):
    """What finds a ticket; times in UTC."""

    ticket_id: UUID
    number: str
    tenant: str
    origin: str | None
    reference: str | None
    opened_at: datetime


def number_of(serial: int) -> str:
    """The number as people say it."""
    return f"{PREFIX}{serial:06d}"


def serial_of(number: str) -> int | None:
    """The serial behind a number, or None for a text that is no number of ours."""
    digits = number.upper().removeprefix(PREFIX)
    is_number = digits != number.upper() and digits.isascii() and digits.isdigit()
    return int(digits) if is_number and len(digits) < 19 else None


def add(tx: Transaction, entries: Sequence[Entry]) -> None:
    """Stage the entries of tickets that this transaction opens."""
    if entries:
        rows = [(e[0], serial_of(e.number), *e[2:]) for e in entries]
        tx.stage(_ADD, [list(column) for column in zip(*rows, strict=True)])


def find(tx: Transaction, name: str, origin: str | None = None) -> list[Entry]:
    """The tickets that the name may mean; more than one when origins share a reference."""
    as_id, serial = _uuid(name), serial_of(name)
    found = _entries(tx, _BY_ID, as_id) if as_id else []
    if serial is not None:
        found = _entries(tx, _BY_SERIAL, serial)
    return found or page_of(tx, name, origin, 0, _AMBIGUOUS)


def entries_of(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, Entry]:
    """The entries of these tickets, by id; one query for all."""
    found = _entries(tx, _BY_IDS, list(ids)) if ids else []
    return {entry.ticket_id: entry for entry in found}


def page_of(
    tx: Transaction, reference: str, origin: str | None, after: int, limit: int
) -> list[Entry]:
    """Tickets with this reference in any desk, or in that of `origin`."""
    return _entries(tx, _BY_REFERENCE, reference, origin, after, limit)


def _entries(tx: Transaction, statement: str, *parameters: Any) -> list[Entry]:
    rows = tx.fetch(statement, parameters)
    return [Entry(row[0], number_of(row[1]), *row[2:]) for row in rows]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
