"""`firstline report backlog|transitions|reopened|priorities`: figures as a table, CSV or JSON."""

from enum import StrEnum
from typing import Annotated

import typer

from firstline_reporting.adapters.cli.printing import Form, print_report
from firstline_reporting.adapters.cli.service import ask


class By(StrEnum):
    SOURCE_STATUS = "source_status"
    STATUS = "status"
    QUEUE = "queue"
    PRIORITY = "priority"


_At = Annotated[str, typer.Option(help="The instant, such as 2016-03-31T23:59:00Z; else now.")]
_By = Annotated[By, typer.Option(help="What to count the backlog by.")]
_Zone = Annotated[str, typer.Option("--tz", help="In which zone times are shown: Europe/Rome.")]
_Origin = Annotated[str, typer.Option(help="Only the tickets of this foreign desk.")]
_Csv = Annotated[bool, typer.Option("--csv", help="As CSV.")]
_Json = Annotated[bool, typer.Option("--json", help="As one JSON object.")]

reports = typer.Typer(help="What the desk's figures are, and were at any second.")


def register(app: typer.Typer) -> None:
    """Called once by the console when it gathers its commands."""
    app.add_typer(reports, name="report", no_args_is_help=True)


@reports.command()
def backlog(
    at: _At = "",
    by: _By = By.STATUS,
    tz: _Zone = "",
    origin: _Origin = "",
    csv: _Csv = False,
    as_json: _Json = False,
) -> None:
    """Who waited for the desk at an instant, and where."""
    _show("backlog", Form.of(csv, as_json), at=at, by=by.value, tz=tz, origin=origin)


@reports.command()
def transitions(
    tz: _Zone = "", origin: _Origin = "", csv: _Csv = False, as_json: _Json = False
) -> None:
    """How tickets move from state to state, in the source's words."""
    _show("transitions", Form.of(csv, as_json), tz=tz, origin=origin)


@reports.command()
def reopened(
    tz: _Zone = "", origin: _Origin = "", csv: _Csv = False, as_json: _Json = False
) -> None:
    """Which tickets came back after they had been resolved or closed."""
    _show("reopened", Form.of(csv, as_json), tz=tz, origin=origin)


@reports.command()
def priorities(
    tz: _Zone = "", origin: _Origin = "", csv: _Csv = False, as_json: _Json = False
) -> None:
    """How important tickets are, and whether triage agrees with the source."""
    _show("priorities", Form.of(csv, as_json), tz=tz, origin=origin)


def _show(name: str, form: Form, **parameters: str) -> None:
    given = {key: value for key, value in parameters.items() if value}
    print_report(ask(f"/v1/reports/{name}", given), form)
