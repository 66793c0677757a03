"""Comparing what the suite says with what the oracle says, figure by figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TRANSITIONS = "state_transitions"
MOST_FREQUENT = {
    TRANSITIONS, "top10_category_last", "top10_assignment_group_last", "top10_closed_code",
}  # fmt: skip
FROM_REPORTS = (
    "incidents",
    TRANSITIONS,
    "first_row_state",
    "last_row_state",
    "incidents_reopened_by_state_sequence",
    "reopen_count_max_dist",
    "priority_last_row",
    "impact_last_row",
    "urgency_last_row",
    "priority_matrix_last_row",
    "incidents_with_priority_change",
    "priority_changes_total",
    "priority_transitions",
    "incidents_reopen_count>0",
    "opened_per_month",
    "opened_by_weekday(0=Mon)",
    "opened_by_hour",
    "contact_type_last_row",
    "top10_category_last",
    "top10_assignment_group_last",
    "top10_closed_code",
    "with_problem_id",
    "resolution_hours(opened->resolved,last row)",
    "resolution_hours_by_priority",
    "incidents_without_resolved_at",
    "made_sla_last_row",
    "made_sla_false_by_priority",
    "made_sla_false_share_by_priority",
    "reassignment_count_max_dist",
    "incidents_never_reassigned(field)",
    "group_changes_in_rows_total(known groups)",
    "incidents_with_group_change(known)",
    "groups_per_incident",
    "ping_pong_incidents",
    "ping_pong_returns",
    "direct_ABA_incidents",
    "direct_ABA_total",
)
FROM_ROWS = ("events", "events_by_state", "priority_matrix_events(impact|urgency|priority)")
"""Counted by the importer, row by row."""

AGREEMENT = "records on which triage agrees with the desk"
FIGURES = (*FROM_ROWS, *FROM_REPORTS)


@dataclass(frozen=True)
class Difference:
    """One value on which the two don't agree; `key` is empty for a plain figure."""

    key: str
    oracle: Any
    ours: Any


@dataclass(frozen=True)
class Comparison:
    """One figure as the oracle and as the suite have it."""

    name: str
    oracle: Any
    ours: Any
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Whether they are equal."""
        return not self.differences

    def as_json(self) -> dict[str, Any]:
        """The comparison as `--json` prints it."""
        return {
            "name": self.name,
            "oracle": self.oracle,
            "ours": self.ours,
            "agrees": self.agrees,
        }


def compare_all(oracle: Mapping[str, Any], ours: Mapping[str, Any]) -> list[Comparison]:
    """Every figure of the demo; one that we lack disagrees."""
    return [compare(name, oracle[name], ours.get(name)) for name in FIGURES]


def compare_agreement(priorities: Mapping[str, Any]) -> Comparison:
    """Triage's priority beside the desk's own, after every record that gives impact and urgency."""
    agreement = priorities["agreement"]
    return compare(AGREEMENT, agreement["of"], agreement["agree"])


def compare(name: str, oracle: Any, ours: Any) -> Comparison:
    """One figure. Of some the oracle lists only the most frequent: ours may have rarer ones."""
    if not isinstance(oracle, Mapping) or not isinstance(ours, Mapping):
        differing = () if oracle == ours else (Difference("", oracle, ours),)
        return Comparison(name, oracle, ours, differing)
    oracle, ours = _flat(oracle), _flat(ours)
    listed = _listed(oracle, ours) if name in MOST_FREQUENT else ours
    keys = sorted(oracle.keys() | listed.keys())
    pairs = ((key, oracle.get(key), listed.get(key)) for key in keys)
    found = tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])
    return Comparison(name, dict(oracle), listed, found)


def _flat(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Figures within a figure stand under both names."""
    found: dict[str, Any] = {}
    for key, value in figure.items():
        if isinstance(value, Mapping):
            found.update((f"{key} {inner}", each) for inner, each in value.items())
        else:
            found[key] = value
    return found


def _listed(oracle: Mapping[str, int], ours: Mapping[str, int]) -> dict[str, int]:
    """Ours without those that are too rare for the oracle's list."""
    rarest = min(oracle.values(), default=0)
    return {key: count for key, count in ours.items() if key in oracle or count > rarest}
