"""The oracle's figures for reports that take a parameter, computed from the rows alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby, pairwise
from math import floor
from typing import Any

Row = dict[str, str]
Histories = list[list[Row]]
MOST = 10
UNKNOWN, GROUP, PRIORITY = "?", "assignment_group", "priority"


def expected_of_reports(histories: Histories) -> dict[str, Any]:
    """The figures under the oracle's names."""
    last = [history[-1] for history in histories]
    return {
        **_in_time([_time(row["opened_at"]) for row in last]),
        **_last(last),
        **_resolution([row for row in last if row["incident_state"] == "Closed"]),
        **_promises(last),
        **_hands(histories),
        "incidents_reopen_count>0": sum(
            any(row["reopen_count"] != "0" for row in history) for history in histories
        ),
    }


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M")  # noqa: DTZ007 - only differences count


def _in_time(opened: Sequence[datetime]) -> dict[str, Any]:
    return {
        "opened_per_month": Counter(f"{at:%Y-%m}" for at in opened),
        "opened_by_weekday(0=Mon)": Counter(str(at.weekday()) for at in opened),
        "opened_by_hour": Counter(str(at.hour) for at in opened),
    }


def _last(last: list[Row]) -> dict[str, Any]:
    codes = Counter(
        row["closed_code"] if row["incident_state"] == "Closed" else UNKNOWN for row in last
    )
    return {
        "contact_type_last_row": Counter(row["contact_type"] for row in last),
        "top10_category_last": _top(Counter(row["category"] for row in last)),
        "top10_assignment_group_last": _top(Counter(row[GROUP] for row in last)),
        "top10_closed_code": _top(codes),
        "with_problem_id": sum(row["problem_id"] != UNKNOWN for row in last),
    }


def _top(counts: Counter[str]) -> dict[str, int]:
    return dict(counts.most_common(MOST))


def _resolution(closed: list[Row]) -> dict[str, Any]:
    stated = [row for row in closed if row["resolved_at"] != UNKNOWN]
    by_priority = {
        priority: _durations([row for row in stated if row[PRIORITY] == priority])
        for priority in {row[PRIORITY] for row in stated}
    }
    return {
        "resolution_hours(opened->resolved,last row)": _durations(stated),
        "resolution_hours_by_priority": by_priority,
        "incidents_without_resolved_at": len(closed) - len(stated),
    }


def _durations(rows: list[Row]) -> dict[str, float]:
    took = (_time(row["resolved_at"]) - _time(row["opened_at"]) for row in rows)
    hours = sorted(one.total_seconds() / 3600 for one in took)
    percentiles = {f"p{p}": _percentile(hours, p / 100) for p in (5, 10, 25, 50, 75, 90, 95, 99)}
    found = {
        "mean": sum(hours) / len(hours), "min": hours[0], **percentiles, "max": hours[-1],
    }  # fmt: skip
    return {"n": len(hours), **{name: round(value, 6) for name, value in found.items()}}


def _percentile(ordered: Sequence[float], part: float) -> float:
    """Between neighbours, as pandas has it."""
    place = part * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _promises(last: list[Row]) -> dict[str, Any]:
    every = Counter(row[PRIORITY] for row in last)
    broken = Counter(row[PRIORITY] for row in last if row["made_sla"] == "false")
    return {
        "made_sla_last_row": Counter(row["made_sla"] for row in last),
        "made_sla_false_by_priority": {one: [broken[one], every[one]] for one in every},
        "made_sla_false_share_by_priority": {
            one: round(broken[one] / every[one], 6) for one in every
        },
    }


def _hands(histories: Histories) -> dict[str, Any]:
    groups = [[row[GROUP] for row in history] for history in histories]
    known = [[one for one, _ in groupby(w for w in words if w != UNKNOWN)] for words in groups]
    changes = [sum(a != b and UNKNOWN not in (a, b) for a, b in pairwise(w)) for w in groups]
    returns = [len(hands) - len(set(hands)) for hands in known]
    direct = [sum(a == b for a, b in zip(h, h[2:], strict=False)) for h in known]
    counters = Counter(history[-1]["reassignment_count"] for history in histories)
    return {
        "group_changes_in_rows_total(known groups)": sum(changes),
        "incidents_with_group_change(known)": sum(map(bool, changes)),
        "groups_per_incident": Counter(str(len(set(hands))) for hands in known),
        "ping_pong_incidents": sum(map(bool, returns)),
        "ping_pong_returns": sum(returns),
        "direct_ABA_incidents": sum(map(bool, direct)),
        "direct_ABA_total": sum(direct),
        "reassignment_count_max_dist": counters,
        "incidents_never_reassigned(field)": counters["0"],
    }
