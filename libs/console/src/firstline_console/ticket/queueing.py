"""`firstline ticket queue`: what comes next."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson
from firstline_console.ticket.printing import as_text, plain

Queue = Annotated[str | None, typer.Argument(help="Only this queue; else all.")]
Line = Annotated[str | None, typer.Option(help="Only this line.")]
Assignee = Annotated[str | None, typer.Option(help="Only what this agent has.")]
Free = Annotated[bool, typer.Option("--unassigned", help="Only what nobody has.")]
Priority = Annotated[str | None, typer.Option(help="Only critical, high, moderate or low.")]
Category = Annotated[str | None, typer.Option(help="Only about this.")]
Limit = Annotated[int, typer.Option(min=1, max=200, help="How many at most.")]
Cursor = Annotated[str | None, typer.Option(help="What the page before ended with.")]


def queue(
    queue: Queue = None,
    line: Line = None,
    assignee: Assignee = None,
    unassigned: Free = False,
    priority: Priority = None,
    category: Category = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    as_json: AsJson = False,
) -> None:
    """The open work in turn: by priority, score and age."""
    words = {"queue": queue, "line": line, "assignee": assignee, "priority": priority}
    more = {"category": category, "unassigned": unassigned or None}
    page = Desk().cases(**words, **more, limit=limit, cursor=cursor)
    if as_json:
        typer.echo(as_text(page))
        return
    Console().print(_table(page["items"]) if page["items"] else "Nothing waits there.")
    if page["next"] is not None:
        typer.echo(f"There are more: --cursor {page['next']}")


def _table(cases: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("number", "priority", "line", "queue", "category", "assignee"):
        table.add_column(name, no_wrap=True)
    for one in cases:
        priority = "major incident" if one["major_incident"] else one["priority"]
        cells = (one["number"], priority, one["line"], one["queue"], one["category"])
        table.add_row(*(Text(plain(cell or "-")) for cell in (*cells, one["assignee"])))
    return table
