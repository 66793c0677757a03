"""Which tickets there are: by status, origin, requester, category, opening, and subject.

A row goes with the events, whoever makes them (see `Store`), so that a list is never late. Pages
follow the numbers, which never change: whoever opens tickets meanwhile moves nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from firstline_chassis.aggregate import Aggregate
from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Status
from firstline_intake.domain.ticket import Moved, Ticket
from firstline_intake.read_models.directory import serial_of

SEARCHED = 1_000
"""So many characters of a subject can be found."""
_ADD = """INSERT INTO ticket_list_v1
        (serial, ticket_id, origin, requester_id, category, status, opened_at, words)
    SELECT n, ticket, origin, requester, category, status, at, to_tsvector('simple', subject)
      FROM unnest(%b::bigint[], %b::uuid[], %b::text[], %b::uuid[], %b::text[], %b::text[],
                  %b::timestamptz[], %b::text[])
           AS new (n, ticket, origin, requester, category, status, at, subject)"""
_MOVE = """UPDATE ticket_list_v1 AS l
       SET requester_id = now.requester, category = now.category, status = now.status
      FROM unnest(%b::bigint[], %b::uuid[], %b::text[], %b::text[])
           AS now (n, requester, category, status)
     WHERE l.serial = now.n AND (l.requester_id, l.category, l.status)
           IS DISTINCT FROM (now.requester, now.category, now.status)"""
_FIND = "SELECT serial, ticket_id FROM ticket_list_v1 WHERE "
_WORDS = r"""words @@ (
    SELECT to_tsquery('simple', string_agg(
        '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''':*', ' & '))
      FROM unnest(to_tsvector('simple', %s)))"""
_CONDITIONS = {
    "status": "status = ANY(%s)",
    "origin": "origin = %s",
    "requester": "requester_id = %s",
    "category": "category = %s",
    "opened_from": "opened_at >= %s",
    "opened_to": "opened_at < %s",
    "subject": _WORDS,
    "reference": "serial IN (SELECT t.serial FROM tickets AS t WHERE t.reference = %s)",
}
_MERGED = {
    True: "serial IN (SELECT a.serial FROM ticket_aliases AS a)",
    False: """NOT EXISTS (
        SELECT FROM ticket_aliases AS a WHERE a.serial = ticket_list_v1.serial)""",
}


class Asked(NamedTuple):
    """What a list is about; None asks nothing. Of the subject's words the beginnings will do.

    A list by status leaves aliases out unless `merged` asks for them: an alias keeps the status
    that it had, but nobody works on it.
    """

    status: Sequence[Status] | None = None
    origin: str | None = None
    requester: UUID | None = None
    category: str | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    subject: str | None = None
    reference: str | None = None
    merged: bool | None = None


class Listed(NamedTuple):
    """A place in the list, and the ticket that stands there."""

    serial: int
    ticket: UUID


def page(
    tx: Transaction, asked: Asked, after: int | None, limit: int, *, newest: bool
) -> list[Listed]:
    """The next tickets by number after that serial, upwards or downwards."""
    told = {name: value for name in _CONDITIONS if (value := getattr(asked, name)) is not None}
    conditions, parameters = [_CONDITIONS[name] for name in told], list[Any](told.values())
    if asked.merged is not None or asked.status is not None:
        conditions.append(_MERGED[bool(asked.merged)])
    if after is not None:
        conditions.append("serial < %s" if newest else "serial > %s")
        parameters.append(after)
    found = _FIND + (" AND ".join(conditions) or "true")
    order = " ORDER BY serial DESC LIMIT %s" if newest else " ORDER BY serial LIMIT %s"
    return [Listed(*row) for row in tx.fetch(found + order, [*parameters, limit])]


def project(tx: Transaction, changed: Collection[Aggregate]) -> None:
    """Stage the rows of the tickets among these aggregates, which have new events each."""
    tickets = [one for one in changed if isinstance(one, Ticket)]
    opened = [one for one in tickets if isinstance(one.pending_events[0], Ticket.Opened)]
    new = {one.id for one in opened}
    moved = [one for one in tickets if one.id not in new and any(map(_moves, one.pending_events))]
    _stage(tx, _ADD, map(_row, opened))
    _stage(tx, _MOVE, map(_standing, moved))


def _moves(event: object) -> bool:
    match event:
        case Moved():
            return True
        case Ticket.Classified() | Ticket.SourceFieldsReported():
            return "category" in event.changed or "requester_id" in event.changed
    return False


def _row(ticket: Ticket) -> tuple[Any, ...]:
    opening = ticket.pending_events[0]
    assert isinstance(opening, Ticket.Opened)
    serial, *standing = _standing(ticket)
    subject = opening.subject[:SEARCHED] if opening.subject else None
    return (serial, ticket.id, opening.by.origin, *standing, ticket.opened_at, subject)


def _standing(ticket: Ticket) -> tuple[Any, ...]:
    who, what = ticket.fields.requester_id, ticket.classification.category
    return (serial_of(ticket.number), who, what, ticket.status.value)


def _stage(tx: Transaction, statement: str, rows: Iterator[tuple[Any, ...]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        tx.stage(statement, columns)
