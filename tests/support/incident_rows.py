"""The incident log as plain rows, for tests that must not trust the importer."""

import csv
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path

LOG = Path(__file__).parents[2] / "data" / "incidents" / "incident_event_log.csv.xz"


@dataclass(frozen=True)
class IncidentRow:
    """One row, at its time: the latest so far in its incident, never before the opening."""

    number: str
    ordinal: int
    at: datetime
    opened_at: datetime
    state: str
    impact: str | None
    urgency: str | None
    priority: str | None
    group: str | None
    assignee: str | None
    category: str | None
    reopen_count: int
    reassignment_count: int
    made_sla: bool
    channel: str | None
    problem: str | None
    code: str | None
    resolved_at: datetime | None


@cache
def incident_rows(limit: int | None = None) -> tuple[IncidentRow, ...]:
    """The first `limit` rows of the file, in the file's order."""
    with lzma.open(LOG, "rt", encoding="utf-8", newline="") as text:
        return tuple(_read(islice(csv.DictReader(text), limit)))


def by_time(rows: tuple[IncidentRow, ...]) -> list[IncidentRow]:
    """Merged over incidents by time; in file order within each incident."""
    return sorted(rows, key=lambda row: row.at)


def _read(lines: Iterator[dict[str, str]]) -> Iterator[IncidentRow]:
    latest: dict[str, datetime] = {}
    ordinals: dict[str, int] = {}
    for line in lines:
        number, opened_at = line["number"], _time(line["opened_at"])
        before = latest.get(number, opened_at)
        latest[number] = max(before, _time(line["sys_updated_at"]))
        ordinals[number] = ordinals.get(number, 0) + 1
        yield IncidentRow(
            number=number,
            ordinal=ordinals[number],
            at=latest[number],
            opened_at=opened_at,
            state=line["incident_state"],
            impact=_known(line["impact"]),
            urgency=_known(line["urgency"]),
            priority=_known(line["priority"]),
            group=_known(line["assignment_group"]),
            assignee=_known(line["assigned_to"]),
            category=_known(line["category"]),
            reopen_count=int(line["reopen_count"]),
            reassignment_count=int(line["reassignment_count"]),
            made_sla=line["made_sla"] == "true",
            channel=_known(line["contact_type"]),
            problem=_known(line["problem_id"]),
            code=_known(line["closed_code"]),
            resolved_at=_time(resolved) if (resolved := _known(line["resolved_at"])) else None,
        )


@cache
def _time(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=UTC)


def _known(word: str) -> str | None:
    return None if word == "?" else word
