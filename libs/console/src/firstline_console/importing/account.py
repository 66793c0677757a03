"""The account of an import: every row of the file is in exactly one of four places."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from firstline_console.importing.ledger import Ledger, RefusedRecord
from firstline_console.importing.reading import Reading
from firstline_console.importing.rows import RefusedRow, Row
from firstline_events.vocabulary import ReceiptOutcome

CHANGED = (ReceiptOutcome.ACCEPTED,)
MEND = "mend this line and import the file again: refused rows are sent once more."
NOTHING = (ReceiptOutcome.UNCHANGED, ReceiptOutcome.DUPLICATE, ReceiptOutcome.SUPERSEDED)


@dataclass(frozen=True)
class RefusedByIntake:
    """A row that intake refused, with its line in the file."""

    file: str
    line: int
    record: RefusedRecord

    def as_json(self) -> dict[str, object]:
        """The refusal as `--json` prints it."""
        place: dict[str, object] = {"file": self.file, "line": self.line}
        return {**place, **self.record.as_json(), "remedy": MEND}


@dataclass
class Account:
    """What became of every row, over all runs; `known` had been taken before this one."""

    file: str
    reading: Reading
    dry_run: bool = False
    outcomes: Counter[ReceiptOutcome] = field(default_factory=Counter)
    refused_by_intake: list[RefusedByIntake] = field(default_factory=list)
    known: int = 0
    observed_outcomes: Counter[ReceiptOutcome] = field(default_factory=Counter)
    published: int = 0
    events: int = 0
    started: float = field(default_factory=time.monotonic)
    arrived: float | None = None
    """The (monotonic) moments when reading began, and when the last service had everything."""

    @property
    def seconds(self) -> float:
        """From the first row read until the last one had arrived everywhere; so far, until then."""
        return (self.arrived or time.monotonic()) - self.started

    @property
    def read(self) -> int:
        """Rows read from the file."""
        return self.reading.total

    @property
    def refused_in_file(self) -> list[RefusedRow]:
        """Rows that could not be read."""
        return self.reading.refused

    def count(self, *wanted: ReceiptOutcome) -> int:
        """Rows with one of these outcomes."""
        return sum(self.outcomes[each] for each in wanted)

    @property
    def still_open(self) -> int:
        """Tickets that were observed once more at the end."""
        return sum(1 for _ in self.reading.tickets.still_open())

    @property
    def balanced(self) -> bool:
        """Whether every row is accounted for."""
        return sum(self.outcomes.values()) + len(self.refused_in_file) == self.read

    def enter(self, ledger: Ledger) -> None:
        """Take over what the ledger says."""
        self.outcomes = ledger.rows.outcomes
        self.observed_outcomes = ledger.observations.outcomes
        self.events = ledger.rows.events + ledger.observations.events
        self.refused_by_intake = _with_lines(self.file, self.reading.rows, ledger.rows.refused)

    def as_json(self) -> dict[str, Any]:
        """The one JSON object of `--json`."""
        return {
            "file": self.file,
            "dry_run": self.dry_run,
            "tickets": len(self.reading.tickets),
            "rows": self._rows(),
            "still_open": self.still_open,
            "published": self.published,
            "intake_events": self.events,
            "seconds": round(self.seconds, 3),
            "refused": self._refused(),
            "figures": self.reading.figures.as_json(),
        }

    def _refused(self) -> list[dict[str, object]]:
        unread = [each.as_json() for each in self.refused_in_file]
        return unread + [each.as_json() for each in self.refused_by_intake]

    def _rows(self) -> dict[str, int]:
        return {
            "read": self.read,
            "changed": self.count(*CHANGED),
            "unchanged": self.count(*NOTHING),
            "refused": len(self.refused_in_file) + len(self.refused_by_intake),
            "already_known": self.known,
        }


def _with_lines(
    file: str, rows: Iterable[Row], refused: Iterable[RefusedRecord]
) -> list[RefusedByIntake]:
    by_id = {record.id: record for record in refused}
    if not by_id:
        return []
    return [RefusedByIntake(file, row.line, by_id[row.id]) for row in rows if row.id in by_id]
