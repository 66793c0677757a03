"""What the suite on one machine adds to `firstline`."""

import subprocess
import sys
from typing import Annotated

import typer
from rich.console import Console

from firstline_local.containers import forget_volumes
from firstline_local.environment import SERVICES
from firstline_local.errors import LocalError
from firstline_local.layout import Layout
from firstline_local.psql import address, become, become_psql, find_program
from firstline_local.screen import render
from firstline_local.status import status
from firstline_local.suite import Suite

PANEL = "The suite on this machine"
NEXT = ("firstline status", "firstline import incidents", "firstline report backlog")


def register(app: typer.Typer) -> None:
    """Add the commands of this member to the console."""
    for command in (up, down, status_command, logs, refill, clean):
        app.command(command.__name__.removesuffix("_command"), rich_help_panel=PANEL)(command)
    passed_on = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command("pg", context_settings=passed_on, rich_help_panel=PANEL)(pg)
    app.command("psql", context_settings=passed_on, rich_help_panel=PANEL)(psql)


def up() -> None:
    """Start servers and services in the background; return when all of it is ready."""
    Suite().up()
    typer.echo(f"Ready. Next: {', '.join(NEXT)}.")


def down(
    services: Annotated[
        bool, typer.Option("--services", help="Leave the servers running.")
    ] = False,
) -> None:
    """Stop services and servers; the data stays."""
    stopped = Suite().down(servers=not services)
    typer.echo(f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running.")


def refill(
    yes: Annotated[bool, typer.Option("--yes", help="Delete what our topics hold.")] = False,
) -> None:
    """Make our topics anew and fill them from the stores, as after an older backup."""
    if not yes:
        raise LocalError("this deletes every record that our services have published.", _REFILL)
    for said in Suite().refill():
        typer.echo(said)
    typer.echo("Next: firstline up.")


_REFILL = "what is in the stores is published again; if that is meant: firstline refill --yes"


def clean() -> None:
    """Stop what runs and delete its data (what was fetched stays in the cache)."""
    down(services=False)
    layout = Layout.of_project()
    layout.forget()
    forget_volumes(layout)
    typer.echo(f"Deleted the data in {layout.root}.")


def status_command(
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False,
) -> None:
    """Servers, services, lag, dead letters and freshness on one screen."""
    seen = status(Suite())
    if as_json:
        typer.echo(seen.model_dump_json(indent=2))
    else:
        Console().print(render(seen))


def logs(
    name: Annotated[str | None, typer.Argument(help="A service, postgres or kafka.")] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as it grows.")] = False,
    lines: Annotated[int, typer.Option("--lines", "-n", min=0, help="How many to show.")] = 40,
) -> None:
    """The logs of everything, or of one server or service."""
    folder = Layout.of_project().logs
    files = sorted(folder.glob(f"{name or '*'}.log"))
    if not files:
        there = ", ".join(sorted(file.stem for file in folder.glob("*.log"))) or "none yet"
        raise LocalError(f"there is no log of {name or 'anything'}.", f"logs there are: {there}.")
    command = ["tail", f"-n{lines}", *(["-F"] if follow else []), *map(str, files)]
    raise typer.Exit(subprocess.run(command, check=False).returncode)


def pg(
    context: typer.Context,
    program: Annotated[str, typer.Argument(help="pg_dump, pg_restore, psql …")],
) -> None:
    """A program of PostgreSQL, as the administrator of the suite's database."""
    servers = Suite().servers()
    if servers is None:
        raise LocalError("the servers do not run.", "start them: `firstline up`.")
    sys.stdout.flush()
    become(find_program(program), address(servers, None), context.args)


_ROLES = f"name one of {', '.join(SERVICES)}."


def psql(
    context: typer.Context,
    service: Annotated[
        str | None, typer.Option(help="As a service: intake, triage, escalation, kb or reporting.")
    ] = None,
    analyst: Annotated[bool, typer.Option("--analyst", help="As an analyst: read only.")] = False,
) -> None:
    """A prompt in the database; further arguments go to psql."""
    servers = Suite().servers()
    if servers is None:
        raise LocalError("the servers do not run.", "start them: `firstline up`.")
    role = "firstline_analyst" if analyst else f"firstline_{service}" if service else None
    if role and role not in servers.passwords:
        raise LocalError(f"no service {service} has a database role.", _ROLES)
    sys.stdout.flush()
    become_psql(address(servers, role), context.args)
