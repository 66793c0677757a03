"""Figures of reports counted in the simplest way from the rows, for what projections must equal."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from math import floor
from typing import Any
from zoneinfo import ZoneInfo

from tests.support.incident_rows import IncidentRow
from tests.support.naive_figures import KEYS, RESTING, Rows, by_incident

Incident = list[IncidentRow]
HOUR = timedelta(hours=1)

IN_TIME: dict[str, Callable[[datetime], str]] = {
    "month": lambda at: f"{at:%Y-%m}",
    "weekday": lambda at: f"{at.isoweekday()} {at:%A}",
    "hour": lambda at: f"{at:%H}",
    "day": lambda at: f"{at:%Y-%m-%d}",
}
OF_TICKETS: dict[str, Callable[[IncidentRow], str | None]] = {
    "category": lambda row: row.category,
    "channel": lambda row: row.channel,
    "source_priority": lambda row: row.priority,
    "queue": lambda row: row.group,
    "code": lambda row: row.code if row.state == "Closed" else None,
}


def volume(rows: Rows, by: str, zone: str = "UTC") -> Counter[str | None]:
    if by in OF_TICKETS:
        return Counter(OF_TICKETS[by](one[-1]) for one in by_incident(rows))
    opened = (one[0].opened_at.astimezone(ZoneInfo(zone)) for one in by_incident(rows))
    return Counter(map(IN_TIME[by], opened))


def hours(durations: Iterable[timedelta]) -> dict[str, float]:
    """Number, mean, extremes and percentiles, the latter between neighbours."""
    found = sorted(one / HOUR for one in durations)
    percentiles = {f"p{p}": _percentile(found, p / 100) for p in (5, 10, 25, 50, 75, 90, 95, 99)}
    mean = sum(found) / len(found)
    return {"n": len(found), "mean": mean, "min": found[0], **percentiles, "max": found[-1]}


def _percentile(ordered: Sequence[float], part: float) -> float:
    place = part * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def resolved_by_source(rows: Rows) -> dict[str | None, dict[str, float]]:
    found: dict[str | None, list[timedelta]] = defaultdict(list)
    for incident in by_incident(rows):
        last = incident[-1]
        if last.state == "Closed" and last.resolved_at is not None:
            found[last.priority].append(last.resolved_at - last.opened_at)
    return {priority: hours(took) for priority, took in found.items()}


def cycles(incident: Incident) -> list[tuple[datetime, datetime]]:
    """When each stretch of work began and ended at rest; words that nobody knows don't reopen."""
    found, began, resting = [], incident[0].opened_at, False
    for row in incident:
        if row.state in RESTING and not resting:
            found.append((began, row.at))
            resting = True
        elif row.state not in RESTING and resting:
            began, resting = row.at, False
    return found


def resolved_by_state(rows: Rows, *, each: bool) -> dict[str | None, dict[str, float]]:
    """Each cycle by itself, or from opening to the last rest."""
    found: dict[str | None, list[timedelta]] = defaultdict(list)
    for incident in by_incident(rows):
        stretches = cycles(incident)
        took = [end - begin for begin, end in stretches]
        if not each and took:
            took = [stretches[-1][1] - incident[0].opened_at]
        found[incident[-1].priority] += took
    return {priority: hours(took) for priority, took in found.items() if took}


def reassignments(rows: Rows, of: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for incident in by_incident(rows):
        words = [getattr(row, of) for row in incident]
        hands = [word for word, _ in groupby(word for word in words if word is not None)]
        if not hands:
            found["not_observable"] += 1
            continue
        changes = sum(a != b and None not in (a, b) for a, b in pairwise(words))
        returns = len(hands) - len(set(hands))
        direct = sum(a == b for a, b in zip(hands, hands[2:], strict=False))
        found.update(tickets=1, reassigned=changes > 0, reassignments=changes)
        found.update(ping_pong=returns > 0, returns=returns)
        found.update(direct_ping_pong=direct > 0, direct_returns=direct)
    return dict(found)


def promises(rows: Rows) -> dict[str | None, list[int]]:
    """By the source's last priority: how many were broken, of how many."""
    found: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
    for incident in by_incident(rows):
        counts = found[incident[-1].priority]
        counts[0] += not incident[-1].made_sla
        counts[1] += 1
    return dict(found)


def backlog_series(rows: Rows, points: Sequence[datetime], by: str) -> dict[Any, int]:
    """Who waits at each point, by (point, word), from the rows that stood then."""
    found: Counter[Any] = Counter()
    for incident in by_incident(rows):
        for point in points:
            if incident[0].opened_at > point:
                continue
            until = [row for row in incident if row.at <= point]
            last = until[-1] if until else None
            if last is None or last.state not in RESTING:
                found[point, KEYS[by](last) if by in KEYS else None] += 1
    return dict(found)
