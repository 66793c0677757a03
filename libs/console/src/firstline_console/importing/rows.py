"""What reading the log gives: rows to publish, and rows that could not be understood."""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

ORIGIN = "servicenow"
SOURCE = f"/import/{ORIGIN}"


class Row(NamedTuple):
    """One row that can be published; `effective` is the latest time so far in its ticket."""

    line: int
    reference: str
    ordinal: int
    at: datetime
    effective: datetime
    body: bytes
    """The data of its `ticket-recorded`, as JSON."""

    @property
    def id(self) -> str:
        """The id of its CloudEvent: the same in every run."""
        return f"{self.reference}:{self.ordinal}"


class Observation(NamedTuple):
    """A ticket that was still open at the end of what was read."""

    reference: str
    at: datetime

    @property
    def id(self) -> str:
        """The id of its CloudEvent: the same in every run over the same rows."""
        return f"{self.reference}:observed:{self.at:%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True)
class RefusedRow:
    """A row of the file that can't be published, with what a person can do about it."""

    file: str
    line: int
    reason: str
    remedy: str

    @classmethod
    def at(cls, path: Path, line: int, reason: str, remedy: str) -> "RefusedRow":
        return cls(str(path), line, reason, remedy)

    def as_json(self) -> dict[str, object]:
        """The refusal as `--json` prints it."""
        return asdict(self)
