"""`firstline import incidents`."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from firstline_console.broker import kafka
from firstline_console.importing.account import Account
from firstline_console.importing.adopt_command import adopt
from firstline_console.importing.display import display_for
from firstline_console.importing.printing import print_account
from firstline_console.importing.run import import_log
from firstline_local.layout import project

LOG = Path("data/incidents/incident_event_log.csv.xz")
INTERRUPTED = 130

File = Annotated[
    Path | None, typer.Argument(help="A .csv or .csv.xz; without it, the project's own log.")
]
Limit = Annotated[int | None, typer.Option(min=1, help="Only the first N rows of the file.")]
DryRun = Annotated[bool, typer.Option(help="Read and check everything, publish nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the account as one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add `import` to the console."""
    group = typer.Typer(help="Bring a foreign desk's history.", no_args_is_help=True)
    group.callback()(_group)
    group.command("incidents")(incidents)
    group.command("adopt")(adopt)
    app.add_typer(group, name="import")


def _group() -> None:
    """Bring a foreign desk's history."""


def incidents(
    file: File = None, limit: Limit = None, dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """Import an incident log: one record per row, then every ticket still open once more.

    Run it again as often as you like: what is known is left alone, and no number changes.
    """
    try:
        account = import_log(
            file or project() / LOG,
            None if dry_run else kafka(),
            display_for(Console(stderr=True)),
            limit,
        )
    except KeyboardInterrupt:
        _say_how_to_go_on()
        raise typer.Exit(INTERRUPTED) from None
    _print(account, as_json)


def _print(account: Account, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(account.as_json(), ensure_ascii=False))
    else:
        print_account(Console(), account)


def _say_how_to_go_on() -> None:
    typer.echo(
        "\nfirstline: interrupted. What was published stays, and nothing is half done.\n"
        "  what to do: run the same command again; it goes on where this one stopped.",
        err=True,
    )
