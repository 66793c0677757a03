"""The columns of the incident log: which travel, under which name, and how a line becomes a row."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from firstline_console.importing.errors import UnreadableLog

NUMBER, STATE = "number", "incident_state"
UPDATED_AT, OPENED_AT = "sys_updated_at", "opened_at"
RESOLVED_AT, CODE = "resolved_at", "closed_code"
CLOSED = "Closed"
UNKNOWN = "?"

FIELDS: Mapping[str, str] = {
    "status": STATE,
    "impact": "impact",
    "urgency": "urgency",
    "priority": "priority",
    "queue": "assignment_group",
    "assignee": "assigned_to",
    "category": "category",
    "channel": "contact_type",
    "requester": "caller_id",
    "problem": "problem_id",
}
"""Fields of `ticket-recorded`, each with its column."""

FIGURES = ("reopen_count", "reassignment_count", "made_sla")
"""Fields that are numbers or flags; their columns have the same names."""

EXTRAS = (
    "subcategory",
    "u_symptom",
    "cmdb_ci",
    "location",
    "knowledge",
    "u_priority_confirmation",
    "rfc",
    "vendor",
    "caused_by",
    "notify",
)
"""Columns that travel as they are; `sys_mod_count` and `sys_updated_by` are mere bookkeeping."""

NEEDED = (NUMBER, UPDATED_AT, OPENED_AT, RESOLVED_AT, CODE, *FIELDS.values(), *FIGURES, *EXTRAS)

Words = dict[str, str]
"""What a row says: its columns that are known, by name."""


def header_of(path: Path, line: str) -> list[str]:
    """The column names of the first line; raises UnreadableLog when this is another file."""
    names = [name.strip() for name in next(csv.reader([line]), [])]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise UnreadableLog(
            path,
            1,
            f"this is not the incident log: it lacks the columns {', '.join(missing)}",
            "give the CSV of UCI dataset 498 (doi:10.24432/C57S4H), with its header line.",
        )
    return names


def split(line: str) -> list[str]:
    """The cells of one line; raises csv.Error when its quotes don't match."""
    if '"' not in line:
        return line.split(",")
    return next(csv.reader([line], strict=True))


def words_of(header: Sequence[str], cells: Sequence[str]) -> Words:
    """The cells by column, without those that are unknown or empty."""
    return {
        name: cell for name, cell in zip(header, cells, strict=True) if cell not in (UNKNOWN, "")
    }
