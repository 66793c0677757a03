"""`firstline ticket list`."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson
from firstline_console.ticket.printing import as_text, plain

PAGE = 50
Statuses = Annotated[list[str] | None, typer.Option("--status", help="Any of these.")]
Who = Annotated[str | None, typer.Option("--requester", help="Only this requester's.")]
Category = Annotated[str | None, typer.Option(help="Only about this.")]
Origin = Annotated[str | None, typer.Option(help="Only those of this foreign desk.")]
Reference = Annotated[str | None, typer.Option(help="Only what a foreign desk calls so.")]
Subject = Annotated[str | None, typer.Option(help="Words of the subject, or how they begin.")]
From = Annotated[str | None, typer.Option("--from", help="Opened at or after it.")]
To = Annotated[str | None, typer.Option("--to", help="Opened before it.")]
Oldest = Annotated[bool, typer.Option("--oldest", help="The oldest first.")]
Limit = Annotated[int, typer.Option(min=1, max=200, help="How many at most.")]
After = Annotated[int | None, typer.Option(min=0, help="The number that ended the page before.")]


def list_tickets(
    status: Statuses = None,
    requester: Who = None,
    category: Category = None,
    origin: Origin = None,
    reference: Reference = None,
    subject: Subject = None,
    opened_from: From = None,
    opened_to: To = None,
    oldest: Oldest = False,
    limit: Limit = PAGE,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """List and search tickets, the newest first."""
    words = {"requester": requester, "category": category, "origin": origin, "subject": subject}
    period = {"reference": reference, "opened_from": opened_from, "opened_to": opened_to}
    order = "oldest" if oldest else "newest"
    turn = {"status": status, "order": order, "limit": limit, "after": after}
    page = Desk().tickets(**words, **period, **turn)
    if as_json:
        typer.echo(as_text(page))
        return
    for line in _lines(page):
        Console().print(line)


def _lines(page: dict[str, Any]) -> Iterator[Table | str]:
    if not page["items"]:
        yield "No ticket is like that."
        return
    yield _table(page["items"])
    if page["next"] is not None:
        yield f"There are more: --after {page['next']}"


def _table(tickets: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, expand=True)
    for name in ("number", "opened (UTC)", "status", "category"):
        table.add_column(name, no_wrap=True)
    table.add_column("subject", overflow="ellipsis", no_wrap=True, ratio=1)
    for one in tickets:
        table.add_row(*map(Text, _cells(one)))
    return table


def _cells(ticket: dict[str, Any]) -> list[str]:
    opened = str(ticket["opened_at"])[:16].replace("T", " ")
    subject = ticket["subject"] or ""
    foreign = f"{ticket['origin']} {ticket['reference']}" if ticket["reference"] else ""
    told = (ticket["number"], opened, ticket["status"], ticket["category"] or "")
    return [plain(text) for text in (*told, " ".join(filter(None, (subject, foreign))))]
