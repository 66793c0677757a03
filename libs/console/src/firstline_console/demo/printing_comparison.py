"""The comparison with the oracle, as a person reads it."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from firstline_console.demo.comparison import FROM_ROWS, Comparison

SHOWN = 8


def print_comparison(console: Console, against: str, figures: Sequence[Comparison]) -> None:
    """Print one line per figure, the differences under it, and the sum."""
    table = Table(title=f"Compared with {against}", title_justify="left")
    table.add_column("figure", overflow="fold")
    table.add_column("oracle", justify="right")
    table.add_column("Firstline", justify="right")
    table.add_column("")
    for figure in figures:
        _add(table, figure)
    console.print(table)
    agreed = sum(figure.agrees for figure in figures)
    style = "bold green" if agreed == len(figures) else "bold red"
    console.print(f"{agreed} of {len(figures)} figures agree.", style=style)
    console.print("* counted by the importer, row by row; the others come from reporting.")


def _add(table: Table, figure: Comparison) -> None:
    name = f"{figure.name} *" if figure.name in FROM_ROWS else figure.name
    mark = "[green]✓[/green]" if figure.agrees else "[red]✗[/red]"
    table.add_row(name, _short(figure.oracle), _short(figure.ours), mark)
    for each in figure.differences[:SHOWN]:
        if each.key:
            table.add_row(f"  {each.key}", _short(each.oracle), _short(each.ours), style="red")


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        counts = [count for count in value.values() if isinstance(count, int)]
        kinds = f"{len(value)} kinds"
        return f"{sum(counts):,} in {kinds}" if len(counts) == len(value) else kinds
    return f"{value:,}" if isinstance(value, int) else "-" if value is None else str(value)
