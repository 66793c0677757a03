"""A report, or a listing of tickets, as a person reads it."""

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from firstline_reporting.adapters.cli.tables import Column, print_table
from firstline_reporting.adapters.cli.tabular import Told, cells, columns, is_measure

_BESIDE = (
    "report", "definition", "means", "at", "from", "to", "by", "zone", "origin", "freshness",
    "columns", "rows", "total", "restatement", "not_observable", "why_not_observable",
)  # fmt: skip


def print_tables(console: Console, told: Told) -> None:
    """The figures, the rows, and what the report says of itself."""
    for name, figure in figures(told).items():
        title = escape(_words(name).capitalize())
        console.print(f"[bold]{title}[/]: {_figure(figure)}", soft_wrap=True)
    title = f"{_words(told['report']).capitalize()} by {_words(told['by'])}"
    console.print(f"[bold]{escape(title)}[/]", soft_wrap=True)
    if told["rows"]:
        print_table(console, _columns(told))
    else:
        console.print("  [dim]none[/]")
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


def _columns(told: Told) -> list[Column]:
    """The table's columns; a plain count shows its share, too."""
    rows, over = list(cells(told)), columns(told)
    found = [_column(one, [row[place] for row in rows]) for place, one in enumerate(over)]
    if [one["name"] for one in over] == ["key", "count"]:
        whole = sum(row["count"] for row in told["rows"])
        shares = [Text(f"{row[-1] / whole:.1%}" if whole else "") for row in rows]
        found.append(Column("share", shares, figures=True, style="dim"))
    return found


def _column(column: dict[str, Any], values: list[Any]) -> Column:
    name = f"{column['name']} [{column['unit']}]" if column["unit"] else column["name"]
    return Column(_words(name), [_cell(one, column) for one in values], is_measure(column))


def _cell(value: Any, column: dict[str, Any]) -> Text:
    if value is None and column["name"] == "key":
        return Text("(unknown)", "dim")
    return Text(shown(value, column))


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
