"""Figures per row, counted by the importer while it reads."""

from collections import Counter
from dataclasses import dataclass, field

from firstline_console.importing.columns import STATE, UNKNOWN, Words


@dataclass
class RowFigures:
    """What the rows that were read say by themselves, under the oracle's names."""

    events: int = 0
    by_state: Counter[str] = field(default_factory=Counter)
    matrix: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def count(self, words: Words) -> None:
        """Take one row in."""
        self.events += 1
        self.by_state[words.get(STATE, UNKNOWN)] += 1
        told = words.get
        self.matrix[
            told("impact", UNKNOWN), told("urgency", UNKNOWN), told("priority", UNKNOWN)
        ] += 1

    def as_json(self) -> dict[str, object]:
        """The figures by the oracle's names."""
        return {
            "events": self.events,
            "events_by_state": dict(self.by_state.most_common()),
            "priority_matrix_events(impact|urgency|priority)": {
                "|".join(cell): count for cell, count in self.matrix.most_common()
            },
        }
