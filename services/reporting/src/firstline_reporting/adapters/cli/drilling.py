"""The tickets behind a figure: a first page for people, all of them as a stream for programs."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from firstline_chassis.asking import CannotTell
from firstline_reporting.adapters.cli.forms import Form
from firstline_reporting.adapters.cli.service import ask, stream
from firstline_reporting.adapters.cli.tables import Column, print_table
from firstline_reporting.read_models.report import Report

_SHOWN = ("number", "reference", "opened_at", "status", "source_status", "queue", "priority")
_OTHERS = ("id", "at", "language", "about")
_PAGE = "50"
_NAMED = 10
"""How many keys are named to who asked for another one."""


def show(report: Report, asked: dict[str, str], form: Form, what: str = "tickets") -> None:
    """Print the tickets, or what else stands behind the figure, or write all to the file.

    Raises typer.BadParameter for a page: there is nothing to draw; CannotTell for a key that no
    row of the report has.
    """
    if form.name == "html":
        raise typer.BadParameter("tickets make no chart: use --csv, --json or --parquet.")
    path = f"/v1/reports/{report.name}/{what}"
    if form.name == "csv":
        _first_page(report, asked, "1", what)
        with stream(f"{path}.csv", asked) as body:
            shutil.copyfileobj(body, sys.stdout.buffer)
    elif form.file is not None:
        _first_page(report, asked, "1", what)
        _write(f"{path}.csv", asked, form.file, what)
    else:
        _print(_first_page(report, asked, _PAGE, what), form, what)


def _first_page(report: Report, asked: dict[str, str], size: str, what: str) -> dict[str, Any]:
    page = ask(f"/v1/reports/{report.name}/{what}", {**asked, "limit": size})
    if not page["items"] and "key" in asked:
        _refuse_unknown_key(report, asked)
    return page


def _refuse_unknown_key(report: Report, asked: dict[str, str]) -> None:
    """Nothing is behind it: because no row has this key, or because its row counts nothing?"""
    beside = {name: word for name, word in asked.items() if name not in ("key", "not_observable")}
    rows = ask(f"/v1/reports/{report.name}", beside)["rows"]
    keys = [report.key_of(row) or "" for row in rows]
    if asked["key"] not in keys:
        name = repr(asked["key"]) if asked["key"] else "the unknown"
        raise CannotTell(f"{report.name} has no row for {name} by {asked['by']}.", _there_is(keys))


def _there_is(keys: list[str]) -> str:
    if not keys:
        return "it has no rows at all: ask for another period."
    more = len(keys) - _NAMED
    named = ", ".join(repr(key) for key in keys[:_NAMED])
    return f"there is {named}" + (f", and {more:,} more." if more > 0 else ".")


def _write(path: str, asked: dict[str, str], file: Path, what: str) -> None:
    from firstline_reporting.adapters.cli.parquet import write_tickets

    with stream(path, asked) as body:
        number = write_tickets(body, file, {"query": json.dumps({"path": path, **asked})})
    typer.echo(f"wrote {_counted(number, what)} to {file}", err=True)


def _print(page: dict[str, Any], form: Form, what: str) -> None:
    if form.name == "json":
        typer.echo(json.dumps(page, indent=2, ensure_ascii=False))
        return
    console, items = Console(), page["items"]
    if items:
        shown = _SHOWN if what == "tickets" else _OTHERS
        print_table(console, [_column(name, items) for name in shown])
    else:
        console.print(f"[dim]no {what}[/]")
    more = "; there are more: --csv or --parquet FILE has them all" if page["next"] else ""
    stand = f" as {'it stands' if len(items) == 1 else 'they stand'} now"
    told = f"{_counted(len(items), what)}{stand if what == 'tickets' else ''}"
    console.print(f"[dim]{told}{more}[/]", soft_wrap=True)


def _column(name: str, items: list[dict[str, Any]]) -> Column:
    cells = [Text(str(item[name] or "")) for item in items]
    return Column(name.replace("_", " "), cells)


def _counted(number: int, what: str) -> str:
    one = "search" if what == "searches" else what.removesuffix("s")
    return f"{number:,} {one if number == 1 else what}"
