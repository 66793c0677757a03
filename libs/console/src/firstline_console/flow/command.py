"""`firstline flow …`: the commands of guided flows, gathered."""

import typer

from firstline_console.flow import listing, walking


def register(app: typer.Typer) -> None:
    """Add `flow` to the console."""
    group = typer.Typer(help="Guided flows: look at them, and walk them.", no_args_is_help=True)
    group.command("list")(listing.list_flows)
    group.command("show")(listing.show)
    group.command("walk")(walking.walk)
    group.command("walks")(listing.walks)
    app.add_typer(group, name="flow")
