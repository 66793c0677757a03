"""A report as a table for people, or as CSV or JSON for programs."""

import csv
import json
import sys
from collections.abc import Iterator
from enum import Enum
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

Report = dict[str, Any]
Line = tuple[str, str, int]
_UNKNOWN = "(unknown)"
_SAID = ("report", "definition", "at", "by", "zone", "origin", "freshness")


class Form(Enum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"

    @classmethod
    def of(cls, as_csv: bool, as_json: bool) -> "Form":
        """Raises typer.BadParameter when both are asked for."""
        if as_csv and as_json:
            raise typer.BadParameter("choose one of --csv and --json.")
        return cls.CSV if as_csv else cls.JSON if as_json else cls.TABLE


def print_report(report: Report, form: Form) -> None:
    if form is Form.JSON:
        typer.echo(json.dumps(report, indent=2, ensure_ascii=False))
    elif form is Form.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([("figure", "key", "count"), *lines(report)])
    else:
        _print_tables(Console(), report)


def lines(report: Report) -> Iterator[Line]:
    """Every figure as (figure, key, count); the key is empty for a total, and where unknown."""
    for name, figure in report.items():
        if name not in _SAID:
            yield from _lines_of(name, figure)


def _lines_of(name: str, figure: Any) -> Iterator[Line]:
    if isinstance(figure, list):
        yield from (("backlog", row["key"] or "", row["count"]) for row in figure)
    elif isinstance(figure, dict):
        pairs = ((key, value) for key, value in figure.items() if isinstance(value, int))
        yield from ((name, key, value) for key, value in pairs)
    else:
        yield (f"{name} (total)" if name == "backlog" else name, "", figure)


def _print_tables(console: Console, report: Report) -> None:
    for name, figure in report.items():
        if name in _SAID:
            continue
        console.print(f"[bold]{escape(_title(name, report))}[/]", end="", soft_wrap=True)
        if isinstance(figure, list | dict):
            console.print()
            console.print(_table(list(_lines_of(name, figure))))
        else:
            console.print(f": {figure:,}")
    console.print(f"[dim]{escape(_about(report))}[/]", highlight=False, soft_wrap=True)


def _table(found: list[Line]) -> Table | str:
    """The counts with their shares; "so many of so many" has none."""
    if not found:
        return "  [dim]none[/]"
    table = Table(box=None, show_header=False, padding=(0, 0, 0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(justify="right", style="dim")
    whole = sum(count for name, _, count in found if name != "agreement")
    for _, key, count in found:
        share = f"{count / whole:.1%}" if whole else ""
        table.add_row(escape(key) or f"[dim]{_UNKNOWN}[/]", f"{count:,}", share)
    return table


def _title(name: str, report: Report) -> str:
    if name == "rows":
        return f"Backlog by {_words(report['by'])}"
    if name == "tickets":
        return "Opened until then"
    if name == "backlog":
        return "Neither resolved nor closed then"
    return _words(name).capitalize()


def _words(name: str) -> str:
    return name.replace("_", " ")


def _about(report: Report) -> str:
    fresh = report["freshness"]
    behind = "" if fresh["behind"] is None else f", {fresh['behind']:,} events behind"
    instant = f" at {report['at']}" if "at" in report else ""
    of = f", tickets of {report['origin']}" if report.get("origin") else ""
    until = fresh["read_until"] or "nothing yet"
    said = f"{report['definition']}{instant}{of}; times in {report['zone']}"
    return f"{said}; read until {until}{behind}"
