"""What is to be done, in turn? Pages follow the order and begin after a place, not at a number."""

from collections.abc import Sequence
from typing import NamedTuple

from firstline_chassis.store import Transaction
from firstline_escalation.read_models.queue_rows import COLUMNS, Row, Turn
from firstline_events.vocabulary import Priority

# Names of our own columns, nothing that anybody sends.
_SELECT = f"SELECT {COLUMNS} FROM queue_v1"  # noqa: S608
_KEY = f"({', '.join(Turn._fields)})"
_ORDER = ", ".join(Turn._fields)


class Wanted(NamedTuple):
    """Which cases: None asks nothing. On our lines, or (`source`) those that follow a source."""

    source: bool = False
    line: str | None = None
    queue: str | None = None
    assignee: str | None = None
    unassigned: bool = False
    owner: str | None = None
    priority: Priority | None = None
    major_incident: bool | None = None
    category: str | None = None
    language: str | None = None
    origin: str | None = None

    def conditions(self) -> tuple[list[str], list[object]]:
        """In SQL, in the words of the indexes."""
        names = ("line", "queue", "assignee", "owner", "priority", "category", "language", "origin")
        asked = {name: word for name in names if (word := getattr(self, name)) is not None}
        fixed = ["line IS NULL" if self.source else "line IS NOT NULL"]
        if self.unassigned:
            fixed.append("assignee IS NULL")
        if self.major_incident is not None:
            fixed.append("rank = 0" if self.major_incident else "rank > 0")
        return [*fixed, *(f"{name} = %s" for name in asked)], list(asked.values())


def page(tx: Transaction, wanted: Wanted, after: Turn | None, limit: int) -> Sequence[Row]:
    """The cases in turn: major incidents, then by priority, score, age and id."""
    conditions, parameters = wanted.conditions()
    if after is not None:
        # Not `>`: of that the planner expects no rows at the last rank, and leaves the filter's
        # index. Whoever was shown already and has gone back since is not shown again.
        conditions.append(f"{_KEY} >= (%s, %s, %s, %s) AND ticket_id <> %s")
        parameters.extend([*after, after.ticket_id])
    statement = f"{_SELECT} WHERE {' AND '.join(conditions)} ORDER BY {_ORDER} LIMIT %s"
    return [Row.from_columns(one) for one in tx.fetch(statement, [*parameters, limit])]
