"""The tickets behind a figure: a first page for people, all of them as a stream for programs."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from firstline_reporting.adapters.cli.forms import Form
from firstline_reporting.adapters.cli.service import ask, stream

_SHOWN = ("number", "reference", "opened_at", "status", "source_status", "queue", "priority")
_PAGE = "50"


def show(path: str, asked: dict[str, str], form: Form) -> None:
    """Print the tickets, or write all of them to the file.

    Raises typer.BadParameter for a page: there is nothing to draw.
    """
    if form.name == "html":
        raise typer.BadParameter("tickets make no chart: use --csv, --json or --parquet.")
    if form.name == "csv":
        with stream(f"{path}/tickets.csv", asked) as body:
            shutil.copyfileobj(body, sys.stdout.buffer)
    elif form.file is not None:
        _write(f"{path}/tickets.csv", asked, form.file)
    else:
        _print(ask(f"{path}/tickets", {**asked, "limit": _PAGE}), form)


def _write(path: str, asked: dict[str, str], file: Path) -> None:
    from firstline_reporting.adapters.cli.parquet import write_tickets

    with stream(path, asked) as body:
        number = write_tickets(body, file, {"query": json.dumps({"path": path, **asked})})
    typer.echo(f"wrote {number:,} tickets to {file}", err=True)


def _print(page: dict[str, Any], form: Form) -> None:
    if form.name == "json":
        typer.echo(json.dumps(page, indent=2, ensure_ascii=False))
        return
    console = Console()
    console.print(_table(page["items"]) if page["items"] else "[dim]no tickets[/]")
    more = "; there are more: --csv or --parquet FILE has them all" if page["next"] else ""
    console.print(f"[dim]{len(page['items'])} tickets as they stand now{more}[/]", soft_wrap=True)


def _table(items: list[dict[str, Any]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in _SHOWN:
        table.add_column(name.replace("_", " "), overflow="fold")
    for item in items:
        table.add_row(*(escape(str(item[name] or "")) for name in _SHOWN))
    return table
