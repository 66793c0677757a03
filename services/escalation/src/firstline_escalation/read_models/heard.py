"""What has been heard of each ticket, and which one a name means."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import psycopg

from firstline_chassis.store import Transaction, VersionConflict
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.values import Heard
from firstline_events.vocabulary import Priority, Timeline

_OF = """SELECT ticket_id, intake_sequence, triage_sequence, tenant, origin, reference, number,
        timeline, opened_at, language, category, asked, answered, priority, score
    FROM heard WHERE ticket_id = ANY(%b::uuid[])"""
_KEEP = """INSERT INTO heard (
        ticket_id, intake_sequence, triage_sequence, tenant, origin, reference, number,
        timeline, opened_at, language, category, asked, answered, priority, score)
    SELECT * FROM unnest(
        %b::uuid[], %b::bigint[], %b::bigint[], %b::text[], %b::text[], %b::text[], %b::text[],
        %b::text[], %b::timestamptz[], %b::text[], %b::text[], %b::bigint[], %b::bigint[],
        %b::text[], %b::integer[])
    ON CONFLICT (ticket_id) DO UPDATE SET
        intake_sequence = excluded.intake_sequence, triage_sequence = excluded.triage_sequence,
        tenant = excluded.tenant, origin = excluded.origin, reference = excluded.reference,
        number = excluded.number, timeline = excluded.timeline, opened_at = excluded.opened_at,
        language = excluded.language, category = excluded.category, asked = excluded.asked,
        answered = excluded.answered, priority = excluded.priority, score = excluded.score"""
_SEQUENCES = """SELECT ticket_id, intake_sequence, triage_sequence FROM heard
    WHERE ticket_id = ANY(%b::uuid[])"""
_BY_ID = "SELECT ticket_id, origin FROM heard WHERE ticket_id = %s"
_BY_NUMBER = "SELECT ticket_id, origin FROM heard WHERE number = upper(%s)"
_BY_REFERENCE = """SELECT ticket_id, origin FROM heard
    WHERE reference = %s AND origin = coalesce(%s, origin) ORDER BY origin LIMIT 20"""


def load_cases(tx: Transaction, tickets: Collection[UUID]) -> dict[UUID, Case]:
    """The cases of these tickets, vacant where there are none, each with what was heard of it."""
    cases = tx.aggregates(Case, tickets)
    known = {row[0]: _heard(row[1:]) for row in tx.fetch(_OF, [list(cases)])}
    for ticket, case in cases.items():
        case.heard = known.get(ticket, Heard())
    return cases


def keep(tx: Transaction, cases: Sequence[Case]) -> None:
    """Stage what has been heard of these by now."""
    if cases:
        rows = [(case.id, *case.heard) for case in cases]
        tx.stage(_KEEP, [list(column) for column in zip(*rows, strict=True)])


def guard(tx: Transaction, before: Mapping[UUID, Heard]) -> None:
    """Decide again if more is heard of these meanwhile; for all who don't read the topics."""
    known = {ticket: (one.intake_sequence, one.triage_sequence) for ticket, one in before.items()}

    def nothing_heard(connection: psycopg.Connection[Any]) -> None:
        rows = connection.execute(_SEQUENCES.encode(), [list(known)]).fetchall()
        moved = {row[0] for row in rows if row[1:] != known[row[0]]}
        if moved:
            raise VersionConflict(moved)

    tx.verify(nothing_heard)


def find(tx: Transaction, name: str, origin: str | None) -> list[tuple[UUID, str | None]]:
    """The tickets, with their origins, that an id, a number or a desk's reference may mean."""
    as_id = _uuid(name)
    found = tx.fetch(_BY_ID, [as_id]) if as_id else tx.fetch(_BY_NUMBER, [name])
    return [(row[0], row[1]) for row in found or tx.fetch(_BY_REFERENCE, [name, origin])]


def _heard(row: tuple[Any, ...]) -> Heard:
    heard = Heard(*row)
    priority = Priority(heard.priority) if heard.priority else None
    return heard._replace(timeline=Timeline(heard.timeline), priority=priority)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
