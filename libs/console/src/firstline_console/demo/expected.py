"""The oracle's figures for the first rows of the log, computed from the file alone.

Shares no code with the import: it would prove little if it did.
"""

import csv
import lzma
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, islice, pairwise
from pathlib import Path
from typing import Any

from firstline_console.demo.expected_reports import expected_of_reports

MOST_FREQUENT = 25
STATE, PRIORITY = "incident_state", "priority"
MATRIX = ("impact", "urgency", PRIORITY)
Row = dict[str, str]


def expected_figures(path: Path, limit: int) -> dict[str, Any]:
    """The figures of the first `limit` rows, under the oracle's names."""
    rows = _rows(path, limit)
    tickets: dict[str, list[Row]] = {}
    for row in rows:
        tickets.setdefault(row["number"], []).append(row)
    histories = list(tickets.values())
    return {
        **_of_rows(rows),
        **_of_states(histories),
        **_of_priorities(histories),
        **expected_of_reports(histories),
    }


def _rows(path: Path, limit: int) -> list[Row]:
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(islice(csv.DictReader(file), limit))


def _of_rows(rows: list[Row]) -> dict[str, Any]:
    return {
        "events": len(rows),
        "events_by_state": Counter(row[STATE] for row in rows),
        "priority_matrix_events(impact|urgency|priority)": Counter(map(_cell, rows)),
    }


def _of_states(histories: list[list[Row]]) -> dict[str, Any]:
    moves = [list(_moves(history, STATE)) for history in histories]
    every = Counter(" -> ".join(move) for ticket in moves for move in ticket)
    counters = (max(int(row["reopen_count"]) for row in history) for history in histories)
    return {
        "incidents": len(histories),
        "state_transitions": dict(every.most_common(MOST_FREQUENT)),
        "first_row_state": Counter(history[0][STATE] for history in histories),
        "last_row_state": _last(histories, STATE),
        "incidents_reopened_by_state_sequence": sum(map(_reopened, moves)),
        "reopen_count_max_dist": Counter(map(str, counters)),
    }


def _of_priorities(histories: list[list[Row]]) -> dict[str, Any]:
    moves = [list(_moves(history, PRIORITY)) for history in histories]
    return {
        **{f"{name}_last_row": _last(histories, name) for name in MATRIX},
        "priority_matrix_last_row": Counter(_cell(history[-1]) for history in histories),
        "incidents_with_priority_change": sum(map(bool, moves)),
        "priority_changes_total": sum(map(len, moves)),
        "priority_transitions": Counter(" -> ".join(move) for ticket in moves for move in ticket),
    }


def _moves(history: list[Row], name: str) -> Iterator[tuple[str, str]]:
    return pairwise(value for value, _ in groupby(row[name] for row in history))


def _reopened(moves: list[tuple[str, str]]) -> bool:
    done = ("Resolved", "Closed")
    return any(before in done and after not in done for before, after in moves)


def _last(histories: list[list[Row]], name: str) -> Counter[str]:
    return Counter(history[-1][name] for history in histories)


def _cell(row: Row) -> str:
    return "|".join(row[name] for name in MATRIX)
