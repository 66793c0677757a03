"""`firstline ticket timeline`."""

import typer
from rich.console import Console

from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, Ticket
from firstline_console.ticket.printing import as_text
from firstline_console.ticket.timeline.gathering import Gathered, gather
from firstline_console.ticket.timeline.numbers import numbers_of
from firstline_console.ticket.timeline.printing import as_entry, as_table


def timeline(ticket: Ticket, as_json: AsJson = False) -> None:
    """Everything that happened to a ticket: when, who, what, why, and on which topic it stands."""
    desk = Desk()
    found = gather(desk.id_of(ticket))
    for error in found.silent:
        typer.echo(f"firstline: {error}\n  what to do: {error.remedy}", err=True)
    numbers = numbers_of(found.events, desk)
    if as_json:
        typer.echo(as_text([as_entry(told, numbers) for told in found.events]))
        return
    Console().print(as_table(found.events, f"{ticket}: {len(found.events)} events", numbers))
    for line in _behind(found):
        typer.echo(line)


def _behind(found: Gathered) -> list[str]:
    """What reporting has not read yet, if anything."""
    late = [told for told in found.events if told.reported is False]
    return [f"Reporting has not read {len(late)} of them yet."] if late else []
