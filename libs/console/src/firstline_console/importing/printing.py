"""The account of an import, as a person reads it."""

from rich.console import Console
from rich.table import Table

from firstline_console.importing.account import CHANGED, MEND, NOTHING, Account

SHOWN = 10


def print_account(console: Console, account: Account) -> None:
    """Print where every row went, what was refused and why, and the figures per row."""
    console.print(_rows(account))
    _print_refusals(console, account)
    console.print(_figures(account))


def _rows(account: Account) -> Table:
    table = Table(title=f"{account.file}: every row accounted for", title_justify="left")
    table.add_column("rows")
    table.add_column("", justify="right")
    table.add_row("read", f"{account.read:,}", style="bold")
    if not account.dry_run:
        table.add_row("changed something", f"{account.count(*CHANGED):,}")
        table.add_row("changed nothing", f"{account.count(*NOTHING):,}")
        table.add_row("refused by intake", f"{len(account.refused_by_intake):,}")
    table.add_row("refused, not readable", f"{len(account.refused_in_file):,}", end_section=True)
    table.add_row("known already before this run", f"{account.known:,}")
    table.add_row("published in this run, observations included", f"{account.published:,}")
    table.add_row("tickets", f"{len(account.reading.tickets):,}")
    table.add_row("of them still open, observed at the end", f"{account.still_open:,}")
    return table


def _print_refusals(console: Console, account: Account) -> None:
    for row in account.refused_in_file[:SHOWN]:
        console.print(f"{row.file}:{row.line}: {row.reason}", style="yellow", highlight=False)
        console.print(f"  what to do: {row.remedy}", highlight=False)
    for each in account.refused_by_intake[:SHOWN]:
        record = each.record
        where = f"{each.file}:{each.line}: intake refused {record.id}: {record.reason}"
        console.print(f"{where} ({record.code})", style="yellow", highlight=False)
        console.print(f"  what to do: {MEND}", highlight=False)
    more = len(account.refused_in_file) + len(account.refused_by_intake) - 2 * SHOWN
    if more > 0:
        console.print("… and more: --json lists every one of them.")


def _figures(account: Account) -> Table:
    table = Table(title="Counted by the importer, row by row", title_justify="left")
    table.add_column("figure")
    table.add_column("rows", justify="right")
    figures = account.reading.figures
    table.add_row("events", f"{figures.events:,}", end_section=True)
    for state, count in figures.by_state.most_common():
        table.add_row(f"state {state}", f"{count:,}")
    table.add_section()
    for (impact, urgency, priority), count in figures.matrix.most_common():
        table.add_row(f"impact {impact}, urgency {urgency} → {priority}", f"{count:,}")
    return table
