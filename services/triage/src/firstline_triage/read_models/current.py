"""How important is a ticket now, and which one comes first?"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec
from psycopg_pool import ConnectionPool

from firstline_chassis.store import Transaction
from firstline_triage.domain.assessment import Answer, Assessment
from firstline_triage.domain.scoring_policy import turn
from firstline_triage.read_models.answers import Shown

_UNSCORED = -1
_PROJECT = """INSERT INTO assessments_v1 (
        ticket_id, tenant, origin, reference, version, answers, policy,
        opened_at, effective_at, answered_at,
        impact, urgency, priority, score, contributions, skipped)
    SELECT * FROM unnest(
        %b::uuid[], %b::text[], %b::text[], %b::text[], %b::bigint[], %b::bigint[], %b::text[],
        %b::timestamptz[], %b::timestamptz[], %b::timestamptz[],
        %b::text[], %b::text[], %b::text[], %b::integer[], %b::text[]::jsonb[], %b::text[])
    ON CONFLICT (ticket_id) DO UPDATE SET
        version = excluded.version, answers = excluded.answers, policy = excluded.policy,
        opened_at = excluded.opened_at, effective_at = excluded.effective_at,
        answered_at = excluded.answered_at, impact = excluded.impact, urgency = excluded.urgency,
        priority = excluded.priority, score = excluded.score,
        contributions = excluded.contributions, skipped = excluded.skipped"""
_SELECT = """SELECT ticket_id, tenant, origin, reference, version, answers, policy,
        opened_at, effective_at, answered_at,
        impact, urgency, priority, score, contributions, skipped
    FROM assessments_v1"""
_TURN = "(-coalesce(score, -1)), opened_at, ticket_id"


class Turn(NamedTuple):
    """A place in the queue; pages begin after one, whatever has been added before it."""

    behind: int
    opened_at: datetime
    ticket_id: UUID

    @classmethod
    def of(cls, shown: Shown) -> "Turn":
        score = _UNSCORED if shown.score is None else shown.score
        return cls(*turn(score, shown.opened_at, shown.ticket_id))


class Wanted(NamedTuple):
    """Which tickets: all, or those that a foreign desk calls so."""

    origin: str | None = None
    reference: str | None = None

    def conditions(self) -> tuple[list[str], list[object]]:
        asked = {name: word for name, word in self._asdict().items() if word is not None}
        return [f"{name} = %s" for name in asked], list(asked.values())


def project(tx: Transaction, assessments: Iterable[Assessment]) -> None:
    """Stage the last new answer of each assessment; called before the events are collected."""
    rows = [
        Shown.of(last)
        for assessment in assessments
        if assessment.pending_events and isinstance(last := assessment.pending_events[-1], Answer)
    ]
    if rows:
        tx.stage(_PROJECT, _columns(rows))


def _columns(rows: Sequence[Shown]) -> list[list[object]]:
    stored = [row._replace(contributions=_json(row)) for row in rows]  # type: ignore[arg-type]
    return [list(column) for column in zip(*stored, strict=True)]


def _json(row: Shown) -> str:
    return msgspec.json.encode(row.contributions).decode()


def find(pool: ConnectionPool, ticket: UUID) -> Shown | None:
    """What triage last said of the ticket."""
    with pool.connection() as connection:
        row = connection.execute(f"{_SELECT} WHERE ticket_id = %s".encode(), [ticket]).fetchone()
    return Shown.from_row(row) if row else None


def queue(pool: ConnectionPool, wanted: Wanted, after: Turn | None, limit: int) -> Sequence[Shown]:
    """The tickets in turn: highest score, then age, then id; those without a score come last."""
    conditions, parameters = wanted.conditions()
    if after is not None:
        conditions.append(f"({_TURN}) > (%s, %s, %s)")
        parameters.extend(after)
    matching = " AND ".join(conditions) or "true"
    statement = f"{_SELECT} WHERE {matching} ORDER BY {_TURN} LIMIT %s"
    with pool.connection() as connection:
        rows = connection.execute(statement.encode(), [*parameters, limit]).fetchall()
    return [Shown.from_row(row) for row in rows]
