"""Small incident logs for tests, written row by row."""

import csv
import lzma
from collections.abc import Iterable, Mapping
from pathlib import Path

ROW = {
    "number": "INC1",
    "incident_state": "New",
    "active": "true",
    "reassignment_count": "0",
    "reopen_count": "0",
    "sys_mod_count": "0",
    "made_sla": "true",
    "caller_id": "Caller 1",
    "opened_by": "Opened by  8",
    "opened_at": "1/3/2016 09:00",
    "sys_created_by": "Created by 6",
    "sys_created_at": "1/3/2016 09:01",
    "sys_updated_by": "Updated by 21",
    "sys_updated_at": "1/3/2016 09:05",
    "contact_type": "Phone",
    "location": "Location 143",
    "category": "Category 55",
    "subcategory": "Subcategory 170",
    "u_symptom": "?",
    "cmdb_ci": "?",
    "impact": "2 - Medium",
    "urgency": "2 - Medium",
    "priority": "3 - Moderate",
    "assignment_group": "Group 56",
    "assigned_to": "?",
    "knowledge": "true",
    "u_priority_confirmation": "false",
    "notify": "Do Not Notify",
    "problem_id": "?",
    "rfc": "?",
    "vendor": "?",
    "caused_by": "?",
    "closed_code": "code 5",
    "resolved_by": "Resolved by 149",
    "resolved_at": "1/3/2016 11:29",
    "closed_at": "5/3/2016 12:00",
}
"""One row as the desk would write it."""

Row = Mapping[str, str]


def row(number: str = "INC1", **words: str) -> Row:
    """The row above with some words changed."""
    unknown = words.keys() - ROW.keys()
    assert not unknown, f"the log has no columns {unknown}"
    return {**ROW, "number": number, **words}


def write_log(path: Path, rows: Iterable[Row]) -> Path:
    """A log with these rows; packed when the name ends in .xz."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "wt", newline="") as file:
        writer = csv.DictWriter(file, list(ROW))
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_lines(path: Path, *lines: str) -> Path:
    """A log with its header and these lines, whatever they are."""
    path.write_text("\n".join((",".join(ROW), *lines)) + "\n", encoding="utf-8")
    return path


def line(one: Row) -> str:
    """A row as a line, for logs with other lines in between."""
    return ",".join(one.values())
