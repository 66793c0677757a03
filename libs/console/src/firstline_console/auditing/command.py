"""`firstline audit timers`: exit code 1 when one should have fired and did not."""

import json
from typing import Annotated

import typer

from firstline_console.auditing.timers import Audit, audit_timers
from firstline_console.boundary import UserError
from firstline_local.environment import SERVICES

ServiceName = Annotated[str | None, typer.Option("--service", help="Only this service.")]
Tolerance = Annotated[
    int, typer.Option("--tolerance", min=0, max=31_622_400, help="Seconds a timer may be late.")
]
AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON.")]


def register(app: typer.Typer) -> None:
    """Add `audit` to the console."""
    group = typer.Typer(help="Whether what should have happened did.", no_args_is_help=True)
    group.callback()(_group)
    group.command("timers")(timers)
    app.add_typer(group, name="audit")


def _group() -> None:
    """Whether what should have happened did."""


def timers(service: ServiceName = None, tolerance: Tolerance = 75, as_json: AsJson = False) -> None:
    """Every timer that should have fired by now and did not; exit code 1 if there is one.

    A timer waits up to 60 seconds for a worker that lags, so the tolerance is longer.
    """
    audits = audit_timers(_services(service), tolerance)
    if as_json:
        typer.echo(json.dumps([one._asdict() for one in audits]))
    else:
        for one in audits:
            _tell(one)
    if not all(one.is_clean for one in audits):
        raise typer.Exit(1)


def _services(named: str | None) -> tuple[str, ...]:
    if named is None:
        return SERVICES
    if named not in SERVICES:
        raise UserError(f"there is no service {named}.", f"services are: {', '.join(SERVICES)}.")
    return (named,)


def _tell(audit: Audit) -> None:
    verdict = "none overdue" if audit.is_clean else f"{len(audit.overdue):,} overdue"
    typer.echo(f"{audit.service}: {audit.set:,} timers set, {audit.failing:,} failing, {verdict}")
    for one in audit.overdue:
        trouble = f": {one['trouble']}" if one["trouble"] else ""
        seconds = round(one["seconds_overdue"])
        typer.echo(f"  {one['kind']} of {one['aggregate']}: {seconds:,} s overdue{_clean(trouble)}")
    for one in audit.missing:
        typer.echo(f"  {one['kind']} of {one['aggregate']}: there is no timer, and should be one")


def _clean(text: str) -> str:
    """A stranger's words without what a terminal would obey."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
