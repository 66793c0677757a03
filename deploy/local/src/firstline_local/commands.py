"""What the suite on one machine adds to `firstline`."""

import typer


def register(app: typer.Typer) -> None:
    """Add the commands of this member to the console."""
