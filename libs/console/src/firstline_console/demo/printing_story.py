"""What happened, as a person enjoys reading it."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from firstline_console.demo.reports import MonthEnd, Report, Reports
from firstline_console.importing.account import Account

BLOCKS = "▁▂▃▄▅▆▇█"
BAR = 28
TOP = 8


def print_story(
    console: Console, account: Account, topics: Mapping[str, int], reports: Reports
) -> None:
    """Print the year: how it was carried, the backlog month by month, how tickets moved."""
    console.print(_headline(account))
    console.print(_topics(topics))
    console.print(_months(reports.months))
    console.print(_transitions(reports))
    for word in reports.unknown_words:
        console.print(_unknown_word(word))


def print_why(console: Console, reference: str, explained: Report) -> None:
    """Print triage's reasons for one ticket, in its own words."""
    text = "\n".join(explained["why"])
    console.print(Panel(text, title=f"firstline why {reference}", expand=False))


def sparkline(values: list[int]) -> str:
    """The values as one line of blocks, the highest as the tallest."""
    highest = max(values, default=0) or 1
    return "".join(BLOCKS[round(value / highest * (len(BLOCKS) - 1))] for value in values)


def _headline(account: Account) -> Panel:
    rate = account.published / account.seconds if account.seconds else 0
    carried = (
        f"{account.published:,} records published in {account.seconds:.1f} s: {rate:,.0f} rows/s"
        if account.published
        else f"everything was known already; nothing was published ({account.seconds:.1f} s)"
    )
    text = f"{account.read:,} rows of {len(account.reading.tickets):,} tickets\n{carried}"
    return Panel(text, title="A year of a real desk", expand=False)


def _topics(counts: Mapping[str, int]) -> Table:
    table = Table(title="Records per topic", title_justify="left")
    table.add_column("topic")
    table.add_column("records", justify="right")
    for name, count in counts.items():
        table.add_row(name, f"{count:,}")
    return table


def _months(months: list[MonthEnd]) -> Table:
    line = sparkline([month.backlog for month in months])
    table = Table(title=f"Backlog, as of each month's end  {line}", title_justify="left")
    table.add_column("as of (UTC)")
    table.add_column("opened so far", justify="right")
    table.add_column("backlog", justify="right")
    table.add_column("")
    highest = max((month.backlog for month in months), default=0) or 1
    for month in months:
        bar = "█" * round(month.backlog / highest * BAR)
        when = f"{month.at:%Y-%m-%d %H:%M}"
        table.add_row(when, f"{month.tickets:,}", f"{month.backlog:,}", f"[cyan]{bar}[/cyan]")
    return table


def _transitions(reports: Reports) -> Table:
    table = Table(title="How tickets moved", title_justify="left")
    table.add_column("from → to, in the desk's own words")
    table.add_column("times", justify="right")
    found = reports.transitions.get("state_transitions", {})
    for move, count in sorted(found.items(), key=lambda each: -each[1])[:TOP]:
        table.add_row(move.replace("->", "→"), f"{count:,}")
    table.add_section()
    figures = reports.figures()
    table.add_row("tickets reopened", _told(figures, "incidents_reopened_by_state_sequence"))
    table.add_row(
        "tickets whose priority changed", _told(figures, "incidents_with_priority_change")
    )
    return table


def _unknown_word(word: Report) -> str:
    said = f"{word['records']:,} records have the {word['field']} “{word['word']}”"
    return f"[yellow]{said}, which the mapping lacks: kept, and counted as unknown.[/yellow]"


def _told(figures: Report, name: str) -> str:
    value: Any = figures.get(name)
    return f"{value:,}" if isinstance(value, int) else "-"
