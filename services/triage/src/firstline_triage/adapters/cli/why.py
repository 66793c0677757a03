"""`firstline why TICKET`: triage's reasons in words."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from firstline_triage.adapters.cli.services import assessment_of, ticket_named

_COLOURS = {"critical": "bold red", "high": "red", "moderate": "yellow", "low": "green"}
_Ticket = Annotated[str, typer.Argument(help="Id, number (FL-000123), or the desk's reference.")]
_Json = Annotated[bool, typer.Option("--json", help="The whole answer as JSON.")]


def register(app: typer.Typer) -> None:
    """Called once by the console when it gathers its commands."""
    app.command()(why)


def why(ticket: _Ticket, as_json: _Json = False) -> None:
    """Say how important a ticket is, and why."""
    found = assessment_of(ticket_named(ticket), ticket)
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        Console().print(_panel(ticket, found))


def _panel(ticket: str, found: dict[str, Any]) -> Panel:
    priority = found["priority"] or "no priority"
    name = found["reference"] or ticket
    title = f"{escape(name)}: [{_COLOURS.get(priority, 'dim')}]{escape(priority)}[/]"
    return Panel("\n".join(escape(line) for line in found["why"]), title=title, title_align="left")
