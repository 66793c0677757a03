"""`firstline report NAME`: each report of the registry as a command."""

from enum import Enum
from typing import Any

import typer

from firstline_reporting.adapters.cli import drilling
from firstline_reporting.adapters.cli.forms import Form, show
from firstline_reporting.adapters.cli.options import TIMES, signed
from firstline_reporting.adapters.cli.service import ask
from firstline_reporting.read_models.registry import REPORTS
from firstline_reporting.read_models.report import Report


def register(app: typer.Typer) -> None:
    """Called once by the console when it gathers its commands."""
    reports = typer.Typer(help="What the desk's figures are, and were at any second.")
    for report in REPORTS:
        reports.command(report.name)(signed(_run, report))
    app.add_typer(reports, name="report", no_args_is_help=True)


def _run(report: Report, given: dict[str, Any]) -> None:
    form = Form.of(given)
    asked = _parameters(report, given)
    path = f"/v1/reports/{report.name}"
    if given["drill_"] is None and not given["drill_all_"]:
        show(ask(path, asked), report, form)
        return
    asked.pop("compare", None)
    if given["drill_"] is not None:
        asked["key"] = given["drill_"]
    if given.get("not_observable_"):
        asked["not_observable"] = "true"
    what = _plain(given["behind_"]) if report.subjects else "tickets"
    drilling.show(report, asked, form, what)


def _parameters(report: Report, given: dict[str, Any]) -> dict[str, str]:
    """What was said, as the service is asked."""
    times = [name for take, named in TIMES.items() if take in report.takes for name in named]
    own = [option.name for option in report.options]
    names = [*times, "by", *own, "tz", "origin", "definition", "compare"]
    words = ((name, _plain(given[f"{name.replace('-', '_')}_"])) for name in names)
    return {name: word for name, word in words if word}


def _plain(value: Any) -> str:
    return str(value.value if isinstance(value, Enum) else value)
