"""`firstline import adopt`."""

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from firstline_console.boundary import UserError
from firstline_console.importing.adopting import Adoption, adopt_all

INTERRUPTED = 130

Origin = Annotated[str, typer.Argument(help="The desk as its events name it: servicenow.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Count, and change nothing.")]
At = Annotated[
    str | None, typer.Option("--at", help="From when the wall clock counts; now without it.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


def adopt(origin: Origin, dry_run: DryRun = False, at: At = None, as_json: AsJson = False) -> None:
    """Take over a desk's tickets: all that aren't closed go live, and the wall clock counts.

    Run it again as often as you like: what is live already is left alone.
    """
    moment = _moment(at) if at else None
    try:
        done = adopt_all(origin, moment, _tell, dry_run=dry_run)
    except KeyboardInterrupt:
        _say_how_to_go_on()
        raise typer.Exit(INTERRUPTED) from None
    typer.echo(json.dumps(done._asdict()) if as_json else _line(done))


def _moment(text: str) -> datetime:
    remedy = "write a time with its zone: 2026-03-01T08:00:00Z"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UserError(f"--at {text} is no time.", remedy) from None
    if moment.tzinfo is None:
        raise UserError(f"--at {text} names no zone.", remedy)
    return moment.astimezone(UTC)


def _tell(done: Adoption) -> None:
    seen = done.adopted + done.already_live
    if done.left:
        typer.echo(f"{seen:,} of {seen + done.left:,} tickets", err=True)


def _line(done: Adoption) -> str:
    verb = "would go live" if done.dry_run else "went live"
    return (
        f"{done.adopted:,} tickets of {done.origin} {verb};"
        f" {done.already_live:,} were live already."
    )


def _say_how_to_go_on() -> None:
    typer.echo(
        "\nfirstline: interrupted. Whole pages of tickets went live, the rest is as it was.\n"
        "  what to do: run the same command again; it goes on with those that are left.",
        err=True,
    )
