"""The oracle's figures as reporting has them: which report, asked how, and under which name."""

from collections.abc import Callable, Mapping
from typing import Any

Report = dict[str, Any]
Ask = Callable[..., Report]
"""Asks for a report by name, with parameters."""

UNKNOWN = "?"
_DURATIONS = ("n", "mean", "min", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "max")
_HANDS = {
    "group_changes_in_rows_total(known groups)": "reassignments",
    "incidents_with_group_change(known)": "reassigned",
    "ping_pong_incidents": "ping_pong",
    "ping_pong_returns": "returns",
    "direct_ABA_incidents": "direct_ping_pong",
    "direct_ABA_total": "direct_returns",
}


def ask_for_figures(ask: Ask) -> dict[str, Any]:
    """Every figure that takes a report with a parameter, under the oracle's name."""
    return {**_volumes(ask), **_resolution(ask), **_promises(ask), **_hands(ask)}


def _volumes(ask: Ask) -> dict[str, Any]:
    months = ask("volume", by="month")
    days = _column(ask("volume", by="weekday"), "tickets")
    hours = _column(ask("volume", by="hour"), "tickets")
    words = {
        "contact_type_last_row": "channel",
        "top10_assignment_group_last": "queue",
        "top10_category_last": "category",
        "top10_closed_code": "code",
    }
    return {
        "with_problem_id": months["total"]["with_problem"],
        "opened_per_month": _column(months, "tickets"),
        "opened_by_weekday(0=Mon)": {str(int(day[0]) - 1): days[day] for day in days},
        "opened_by_hour": {str(int(hour)): hours[hour] for hour in hours},
        **{name: _column(ask("volume", by=by), "tickets") for name, by in words.items()},
    }


def _resolution(ask: Ask) -> dict[str, Any]:
    told = ask("resolution", by="source_priority", clock="by_source")
    return {
        "resolution_hours(opened->resolved,last row)": _durations(told["total"]),
        "resolution_hours_by_priority": {row["key"]: _durations(row) for row in told["rows"]},
        "incidents_without_resolved_at": told["not_observable"],
    }


def _promises(ask: Ask) -> dict[str, Any]:
    told = ask("promises", by="source_priority")
    total, rows = told["total"], {row["key"]: row for row in told["rows"]}
    return {
        "made_sla_last_row": {"true": total["kept"], "false": total["broken"]},
        "made_sla_false_by_priority": {
            key: [row["broken"], row["tickets"]] for key, row in rows.items()
        },
        "made_sla_false_share_by_priority": {
            key: round(row["broken_rate"], 6) for key, row in rows.items()
        },
    }


def _hands(ask: Ask) -> dict[str, Any]:
    places = ask("reassignments", by="places")
    counters = ask("reassignments", by="source_count")
    counted = {row["key"]: row["tickets"] + row["not_observable"] for row in counters["rows"]}
    known = _column(places, "tickets")
    return {
        **{name: places["total"][column] for name, column in _HANDS.items()},
        "groups_per_incident": {**known, "0": places["not_observable"]},
        "reassignment_count_max_dist": counted,
        "incidents_never_reassigned(field)": counted.get("0", 0),
    }


def _column(told: Report, name: str) -> dict[str, int]:
    """One column by key; the oracle's word for what is unknown is a question mark."""
    return {row["key"] or UNKNOWN: row[name] for row in told["rows"]}


def _durations(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] and round(row[name], 6) for name in _DURATIONS}
