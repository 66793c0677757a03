"""`firstline export DIR`: the whole history as Parquet, by table and month."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from firstline_chassis.asking import CannotTell

_DAY = "a day (2016-03-31) or an instant (2016-03-31T23:59:00Z)"
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go; made if missing.")]
Since = Annotated[str, typer.Option("--from", help=f"From when, inclusive: {_DAY}.")]
Until = Annotated[str, typer.Option("--to", help=f"Until when, exclusive: {_DAY}.")]


def register(app: typer.Typer) -> None:
    """Called once by the console when it gathers its commands."""
    app.command("export")(export)


def export(folder: Folder, since: Since = "", until: Until = "") -> None:
    """Write every table of analytics as Parquet files, one a month, with a manifest.

    Stop it whenever you like: the same command goes on where it was.
    """
    from firstline_reporting.adapters.cli.dump import Dump

    asked = {name: word for name, word in (("from", since), ("to", until)) if word}
    dump = Dump(folder, asked)
    told = Console(stderr=True)
    with _bar(told) as bar:
        task = bar.add_task("asking", total=None)
        try:
            for done in dump.run():
                bar.update(task, description=done.now, completed=done.rows, total=done.total)
        except KeyboardInterrupt:
            raise CannotTell(
                f"interrupted; {dump.folder} holds what was finished.",
                "run the same command again: it goes on where it was.",
            ) from None
    told.print(f"{dump.rows:,} rows in {dump.files:,} files ({dump.kept:,} were there already).")


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
