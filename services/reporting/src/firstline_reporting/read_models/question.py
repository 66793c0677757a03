"""What a report is asked, and the SQL that its conditions share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Question:
    """All that a report may be asked; each takes from it what it declares.

    `since` is inclusive and `until` exclusive; null: without a bound. Times are aware, `zone` is a
    name of the IANA database, `by` one of the report's dimensions. `options` are its own choices.
    """

    by: str = ""
    zone: str = "UTC"
    origin: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    at: datetime | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    unobservable: bool = False
    """Of the tickets behind a figure, those that are outside of it as not observable."""

    def parameters(self) -> dict[str, Any]:
        """The question as parameters of SQL: since, until, at, zone, origin, and own options as
        `option_<name>`.
        """
        return {
            **{f"option_{name}": value for name, value in self.options.items()},
            "since": self.since,
            "until": self.until,
            "at": self.at,
            "zone": self.zone,
            "origin": self.origin,
        }


class CannotAnswer(Exception):
    """A question that can't be answered as it was put; the text ends with the remedy.

    `parameter` is the one to be changed, as it is called in a request.
    """

    def __init__(self, parameter: str, reason: str):
        super().__init__(reason)
        self.parameter = parameter


def in_period(column: str) -> str:
    """The condition that the time lies in the period asked for."""
    return (
        f"(%(since)s::timestamptz IS NULL OR {column} >= %(since)s)"
        f" AND (%(until)s::timestamptz IS NULL OR {column} < %(until)s)"
    )


def of_origin(tickets: str) -> str:
    """The condition that a row of analytics.tickets is of the foreign desk asked for, if any."""
    return f"(%(origin)s::text IS NULL OR {tickets}.origin = %(origin)s)"
