"""A report, or a listing of tickets, as a person reads it."""

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from firstline_reporting.adapters.cli.tabular import Told, cells, columns, is_measure

_UNKNOWN = "[dim](unknown)[/]"
_BESIDE = (
    "report", "definition", "means", "at", "from", "to", "by", "zone", "origin", "freshness",
    "columns", "rows", "total", "restatement", "not_observable", "why_not_observable",
)  # fmt: skip


def print_tables(console: Console, told: Told) -> None:
    """The figures, the rows, and what the report says of itself."""
    for name, figure in figures(told).items():
        console.print(f"[bold]{escape(_words(name).capitalize())}[/]: {_figure(figure)}")
    title = f"{_words(told['report']).capitalize()} by {_words(told['by'])}"
    console.print(f"[bold]{escape(title)}[/]", soft_wrap=True)
    console.print(_table(told) if told["rows"] else "  [dim]none[/]")
    for line in about(told):
        console.print(f"[dim]{escape(line)}[/]", highlight=False, soft_wrap=True)


def figures(told: Told) -> dict[str, Any]:
    """What stands beside the rows, but for distributions: these are rows by another dimension."""
    beside = {name: value for name, value in told.items() if name not in _BESIDE}
    return {
        name: value
        for name, value in beside.items()
        if isinstance(value, int) or (isinstance(value, dict) and "definition" in value)
    }


def about(told: Told) -> list[str]:
    """Definition, period, zone and freshness; what is not observable; what the other says."""
    lines = [_about(told)]
    if told["not_observable"]:
        lines.append(f"{told['not_observable']:,} not observable: {told['why_not_observable']}")
    if told["restatement"] is not None:
        other = told["restatement"]
        lines.append(f"{other['definition']}: {other['means']}")
        lines.append(f"{told['definition']}: {told['means']}")
    return lines


def shown(value: Any, column: dict[str, Any]) -> str:
    """A cell as people read it; empty where there is nothing to tell."""
    if value is None:
        return ""
    if column["unit"] == "share":
        return f"{value:.1%}"
    if column["type"] == "integer":
        return f"{value:,}"
    return f"{value:,.2f}" if column["type"] == "number" else str(value)


def _table(told: Told) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    over = columns(told)
    for column in over:
        name = f"{column['name']} [{column['unit']}]" if column["unit"] else column["name"]
        side = "right" if is_measure(column) else "left"
        table.add_column(escape(_words(name)), justify=side, overflow="fold")  # type: ignore[arg-type]
    alone = [column["name"] for column in over] == ["key", "count"]
    whole = sum(row["count"] for row in told["rows"]) if alone else 0
    if alone:
        table.add_column("share", justify="right", style="dim")
    for row in cells(told):
        words = [_cell(value, column) for value, column in zip(row, over, strict=True)]
        table.add_row(*words, *([f"{row[-1] / whole:.1%}"] if whole else []))
    return table


def _cell(value: Any, column: dict[str, Any]) -> str:
    if value is None and column["name"] == "key":
        return _UNKNOWN
    return escape(shown(value, column))


def _figure(figure: Any) -> str:
    if isinstance(figure, dict):
        return escape(", ".join(f"{name} {value}" for name, value in figure.items()))
    return f"{figure:,}"


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _about(told: Told) -> str:
    fresh = told["freshness"]
    behind = "" if fresh["behind"] is None else f", {fresh['behind']:,} events behind"
    times = "".join(f" {word} {told[word]}" for word in ("at", "from", "to") if told.get(word))
    of = f", tickets of {told['origin']}" if told.get("origin") else ""
    until = fresh["read_until"] or "nothing yet"
    said = f"{told['definition']}{times}{of}; times in {told['zone']}"
    return f"{said}; read until {until}{behind}"
