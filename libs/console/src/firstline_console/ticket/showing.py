"""`firstline ticket show`."""

import typer
from rich.console import Console

from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, Ticket
from firstline_console.ticket.printing import as_text
from firstline_console.ticket.printing_ticket import print_ticket


def show(ticket: Ticket, as_json: AsJson = False) -> None:
    """One ticket as its agents see it: where it stands, who works on it, what was said."""
    found = Desk().ticket(ticket)
    if as_json:
        typer.echo(as_text(found))
    else:
        print_ticket(Console(), found)
