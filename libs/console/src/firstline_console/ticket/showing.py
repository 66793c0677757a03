"""`firstline ticket show`."""

from http import HTTPStatus
from typing import Annotated

import typer
from rich.console import Console

from firstline_chassis.asking import Answer, CannotTell, Refused
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, Ticket
from firstline_console.ticket.printing import as_text
from firstline_console.ticket.printing_for_requester import print_for_requester
from firstline_console.ticket.printing_ticket import print_ticket

ForRequester = Annotated[bool, typer.Option("--as-requester", help="What the requester sees.")]


def show(ticket: Ticket, as_requester: ForRequester = False, as_json: AsJson = False) -> None:
    """One ticket as its agents see it: where it stands, who works on it, what was said."""
    desk = Desk()
    if as_requester:
        seen = desk.for_requester(ticket)
        typer.echo(as_text(seen)) if as_json else print_for_requester(Console(), seen)
        return
    found = desk.ticket(ticket)
    case = _case(desk, found["id"])
    if as_json:
        typer.echo(as_text({"ticket": found, "case": None if isinstance(case, str) else case}))
    else:
        print_ticket(Console(), found, case)


def _case(desk: Desk, ticket: str) -> Answer | str | None:
    """The work on it; None where there is none; or words, where escalation does not answer."""
    try:
        return desk.case(ticket)
    except Refused as refusal:
        return None if refusal.status == HTTPStatus.NOT_FOUND else str(refusal)
    except CannotTell as silent:
        return f"{silent} What to do: {silent.remedy}"
