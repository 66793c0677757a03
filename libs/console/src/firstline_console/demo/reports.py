"""What the demo asks reporting and triage."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from firstline_console.demo.asked import ask_for_figures
from firstline_console.importing.rows import ORIGIN
from firstline_console.service_http import NotFound, ask
from firstline_events.identity import ticket_id

TENANT = "default"
Report = dict[str, Any]


@dataclass(frozen=True)
class MonthEnd:
    """The desk as it was when a month ended."""

    at: datetime
    tickets: int
    backlog: int


@dataclass
class Reports:
    """Everything that the demo shows and compares."""

    transitions: Report
    reopened: Report
    priorities: Report
    tickets: int
    asked: Report = field(default_factory=dict)
    """Figures that take a report with a parameter, under the oracle's names."""
    months: list[MonthEnd] = field(default_factory=list)
    unknown_words: list[Report] = field(default_factory=list)
    """Words of the desk that its mapping lacks, each with its field and how many records say it."""

    def figures(self) -> Report:
        """The figures under the oracle's names."""
        told = {**self.transitions, **self.reopened, **self.priorities}
        counters = self.reopened.get("reopen_count_max_dist", {})
        came_back = sum(count for times, count in counters.items() if times != "0")
        more = {"incidents": self.tickets, "incidents_reopen_count>0": came_back}
        return {**told, **self.asked, **more}


def ask_for_reports(first: datetime, last: datetime) -> Reports:
    """All reports; the backlog at each month's end from `first` to `last`."""
    months = [_backlog(at) for at in month_ends(first, last)]
    transitions, reopened, priorities = (
        _report(name) for name in ("transitions", "reopened", "priorities")
    )
    words = ask("intake", "/v1/unknown-words")["items"]
    unknown = [word for word in words if word["origin"] == ORIGIN]
    asked = ask_for_figures(_report)
    return Reports(transitions, reopened, priorities, months[-1].tickets, asked, months, unknown)


def tickets_known(at: datetime) -> int:
    """How many tickets reporting knows that were opened at or before `at`."""
    return _backlog(at).tickets


def month_ends(first: datetime, last: datetime) -> list[datetime]:
    """The last second of each month that begins before `last`, and `last` itself."""
    begins = [first.replace(day=1, hour=0, minute=0, second=0, microsecond=0)]
    while begins[-1] <= last:
        begins.append((begins[-1] + timedelta(days=32)).replace(day=1))
    ends = [after - timedelta(seconds=1) for _, after in pairwise(begins)]
    return [*ends[:-1], last]


def why(reference: str) -> Report | None:
    """Triage's explanation of a ticket of the log; None when it has none."""
    try:
        return ask("triage", f"/v1/assessments/{ticket_id(TENANT, ORIGIN, reference)}")
    except NotFound:
        return None


def _report(name: str, **said: str) -> Report:
    return ask("reporting", f"/v1/reports/{name}", origin=ORIGIN, **said)


def _backlog(at: datetime) -> MonthEnd:
    moment = at.isoformat().replace("+00:00", "Z")
    told = ask("reporting", "/v1/reports/backlog", at=moment, by="status", origin=ORIGIN)
    return MonthEnd(at, told["tickets"], told["backlog"])
