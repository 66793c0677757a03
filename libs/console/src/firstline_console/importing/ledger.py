"""What became of each record that the import publishes: the first final receipt of each counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from firstline_console.importing.rows import SOURCE
from firstline_events.intake import ReceiptIssued
from firstline_events.vocabulary import ReceiptOutcome

_OURS = SOURCE.encode()


@dataclass(frozen=True)
class RefusedRecord:
    """A record that intake refused; where it lies, and why it was refused."""

    id: str
    topic: str
    partition: int
    offset: int
    code: str | None
    reason: str | None

    def as_json(self) -> dict[str, object]:
        """The refusal as `--json` prints it."""
        return asdict(self)


@dataclass
class Tally:
    """The ids of one kind of record that lack a final receipt, and what became of the others."""

    open: set[str]
    outcomes: Counter[ReceiptOutcome] = field(default_factory=Counter)
    refused: list[RefusedRecord] = field(default_factory=list)
    events: int = 0
    """How many events the records made in the store, over all runs."""

    def enter(self, event_id: str | None, outcome: ReceiptOutcome, data: dict[str, Any]) -> bool:
        """Count a final receipt; False when the record is not open here."""
        if event_id is None or event_id not in self.open:
            return False
        self.open.discard(event_id)
        self.outcomes[outcome] += 1
        self.events += data.get("events", 0)
        if outcome is ReceiptOutcome.REFUSED:
            self.refused.append(_refusal(event_id, data))
        return True


class Ledger:
    """The rows and the observations of one import.

    A refusal of an earlier run is not final: the row may have been mended since, so it is sent
    once more. `catching_up` is true while what earlier runs have done is read.
    """

    def __init__(self, rows: Iterable[str], observations: Iterable[str] = ()) -> None:
        self.catching_up = False
        self.rows = Tally(set(rows))
        self.observations = Tally(set(observations))

    @property
    def open(self) -> int:
        """How many records still lack a final receipt."""
        return len(self.rows.open) + len(self.observations.open)

    @property
    def answered(self) -> int:
        """How many records have a final receipt."""
        return self.rows.outcomes.total() + self.observations.outcomes.total()

    def take(self, value: bytes) -> bool:
        """Enter one receipt; False when it is final for no record of ours."""
        if _OURS not in value:
            return False
        event = orjson.loads(value)
        data = event.get("data") or {}
        if event.get("type") != ReceiptIssued.TYPE or data.get("event_source") != SOURCE:
            return False
        outcome, event_id = ReceiptOutcome(data["outcome"]), data.get("event_id")
        if outcome is ReceiptOutcome.HELD:
            return False
        if outcome is ReceiptOutcome.REFUSED and self.catching_up:
            return False
        tallies = (self.rows, self.observations)
        return any(tally.enter(event_id, outcome, data) for tally in tallies)


def _refusal(event_id: str, data: dict[str, Any]) -> RefusedRecord:
    return RefusedRecord(
        id=event_id,
        topic=data["topic"],
        partition=data["partition"],
        offset=data["offset"],
        code=data.get("code"),
        reason=data.get("reason"),
    )
