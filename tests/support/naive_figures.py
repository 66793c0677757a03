"""The reports' figures, counted row by row in the simplest way: what projections must equal."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from tests.support.incident_rows import IncidentRow
from tests.support.incident_stream import LEVELS, MATRIX, STATUSES

RESTING = ("Resolved", "Closed")
Rows = tuple[IncidentRow, ...]


def by_incident(rows: Iterable[IncidentRow]) -> list[list[IncidentRow]]:
    incidents: dict[str, list[IncidentRow]] = defaultdict(list)
    for row in rows:
        incidents[row.number].append(row)
    return list(incidents.values())


def _priority(row: IncidentRow | None) -> str | None:
    if row is None or row.impact is None or row.urgency is None:
        return None
    levels = LEVELS[row.impact].value, LEVELS[row.urgency].value
    return MATRIX[levels].value if levels in MATRIX else "low"


KEYS: dict[str, Callable[[IncidentRow | None], str | None]] = {
    "source_status": lambda row: row.state if row else "New",
    "status": lambda row: STATUSES.get(row.state, "unknown") if row else "new",
    "queue": lambda row: row.group if row else None,
    "priority": _priority,
}


def backlog(rows: Rows, at: datetime, by: str) -> dict[str, Any]:
    """Tickets opened until then, and those neither resolved nor closed by their last row then."""
    opened = [incident for incident in by_incident(rows) if incident[0].opened_at <= at]
    last = [_last_until(incident, at) for incident in opened]
    waiting = [row for row in last if row is None or row.state not in RESTING]
    counts = Counter(KEYS[by](row) for row in waiting)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0] is None, one[0]))
    found = [{"key": key, "count": count} for key, count in ordered]
    return {"tickets": len(opened), "backlog": len(waiting), "rows": found}


def _last_until(incident: list[IncidentRow], at: datetime) -> IncidentRow | None:
    until = [row for row in incident if row.at <= at]
    return until[-1] if until else None


def transitions(rows: Rows) -> dict[str, Any]:
    incidents = by_incident(rows)
    return {
        "state_transitions": _moves(incidents, lambda row: row.state),
        "first_row_state": Counter(incident[0].state for incident in incidents),
        "last_row_state": Counter(incident[-1].state for incident in incidents),
    }


def reopened(rows: Rows) -> dict[str, Any]:
    incidents = by_incident(rows)
    counters = (max(row.reopen_count for row in incident) for incident in incidents)
    return {
        "incidents_reopened_by_state_sequence": sum(map(_came_back, incidents)),
        "reopen_count_max_dist": Counter(str(count) for count in counters),
    }


def _came_back(incident: list[IncidentRow]) -> bool:
    return any(
        a.state in RESTING and b.state not in RESTING and b.state in STATUSES
        for a, b in pairwise(incident)
    )


def priorities(rows: Rows) -> dict[str, Any]:
    incidents = by_incident(rows)
    last = [incident[-1] for incident in incidents]
    moved = [_moves([incident], lambda row: row.priority or "") for incident in incidents]
    return {
        "priority_last_row": Counter(row.priority for row in last),
        "impact_last_row": Counter(row.impact for row in last),
        "urgency_last_row": Counter(row.urgency for row in last),
        "priority_matrix_last_row": Counter(
            f"{row.impact}|{row.urgency}|{row.priority}" for row in last
        ),
        "incidents_with_priority_change": sum(map(bool, moved)),
        "priority_changes_total": sum(sum(one.values()) for one in moved),
        "priority_transitions": sum(moved, Counter()),
    }


def _moves(incidents: list[list[IncidentRow]], word: Callable[[IncidentRow], str]) -> Counter[str]:
    pairs = ((word(a), word(b)) for incident in incidents for a, b in pairwise(incident))
    return Counter(f"{a} -> {b}" for a, b in pairs if a != b)
