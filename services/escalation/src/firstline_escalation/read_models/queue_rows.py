"""What the queue shows of each open case; a row goes with the events that change it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Priority

_TYPES = {
    "ticket_id": "uuid",
    "rank": "smallint",
    "behind": "integer",
    "decided": "boolean",
    "score": "integer",
    "opened_at": "timestamptz",
    "moves": "integer",
    "request": "integer",
    "referred": "boolean",
}
"""Of columns that hold no text."""
_RANKS = {priority: rank for rank, priority in enumerate(Priority, start=1)}
_UNSCORED = 1


class Turn(NamedTuple):
    """A place in the queue, the smallest first: rank, then score, then age, then id."""

    rank: int
    behind: int
    opened_at: datetime
    ticket_id: UUID


class Row(NamedTuple):
    """The fields are the columns of `queue_v1`; times in UTC."""

    ticket_id: UUID
    number: str
    origin: str | None
    reference: str | None
    line: str | None
    queue: str | None
    assignee: str | None
    owner: str | None
    rank: int
    behind: int
    priority: Priority
    decided: bool
    score: int | None
    category: str | None
    language: str | None
    opened_at: datetime
    moves: int
    request: int | None
    referred: bool

    @property
    def major_incident(self) -> bool:
        return self.rank == 0

    @property
    def turn(self) -> Turn:
        return Turn(self.rank, self.behind, self.opened_at, self.ticket_id)

    @classmethod
    def from_columns(cls, columns: Sequence[object]) -> "Row":
        """What the database gives."""
        row = cls(*columns)  # type: ignore[arg-type]
        return row._replace(priority=Priority(row.priority))


COLUMNS = ", ".join(Row._fields)
# Names of our own columns, nothing that anybody sends.
_ARRAYS = ", ".join(f"%b::{_TYPES.get(name, 'text')}[]" for name in Row._fields)
_SET = ", ".join(f"{name} = excluded.{name}" for name in Row._fields[1:])
_KEEP = f"INSERT INTO queue_v1 AS q ({COLUMNS}) SELECT * FROM unnest({_ARRAYS})"  # noqa: S608
_OVER = f"ON CONFLICT (ticket_id) DO UPDATE SET {_SET} WHERE q.* IS DISTINCT FROM excluded.*"
_DROP = "DELETE FROM queue_v1 WHERE ticket_id = ANY(%b::uuid[])"
_RANK_ANEW = """UPDATE queue_v1 SET priority = %s, rank = CASE WHEN rank = 0 THEN 0 ELSE %s END
    WHERE NOT decided"""


def place_of(priority: Priority, score: int | None, *, major_incident: bool) -> tuple[int, int]:
    """`rank` and `behind`: a major incident comes before every priority that is computed."""
    rank = 0 if major_incident else _RANKS[priority]
    return rank, _UNSCORED if score is None else -score


def keep(tx: Transaction, rows: Sequence[Row]) -> None:
    """Stage the rows of open cases as they are now."""
    if rows:
        tx.stage(f"{_KEEP} {_OVER}", [list(column) for column in zip(*rows, strict=True)])


def drop(tx: Transaction, tickets: Sequence[UUID]) -> None:
    """Stage the end of what is open no longer."""
    if tickets:
        tx.stage(_DROP, [list(tickets)])


def rank_by_default(tx: Transaction, default: Priority) -> None:
    """Stage another default priority for every case that no event says any of."""
    tx.stage(_RANK_ANEW, [default.value, _RANKS[default]])
