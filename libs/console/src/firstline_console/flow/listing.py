"""`firstline flow list`, `show` and `walks`."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from firstline_console.flow.guide import Guide
from firstline_console.flow.tree import tree_of
from firstline_console.flow.words import outcome_of, version_of, way_of
from firstline_console.ticket.desk import Desk, awaited
from firstline_console.ticket.options import AsJson
from firstline_console.ticket.printing import as_text, moment, plain

Name = Annotated[str, typer.Argument(help="The flow's name, such as scanner-reads-nothing.")]
Lang = Annotated[
    str | None, typer.Option("--language", "--lang", help="en, it, es or el; else its first one.")
]
Category = Annotated[str | None, typer.Option(help="Only about this.")]
Retired = Annotated[bool, typer.Option("--retired", help="Those too that are not offered.")]
Version = Annotated[int | None, typer.Option(min=1, help="Not the one that counts.")]
OfTicket = Annotated[
    str, typer.Option("--ticket", help="Its id, number (FL-000123), or the desk's reference.")
]


def list_flows(
    lang: Lang = None, category: Category = None, retired: Retired = False, as_json: AsJson = False
) -> None:
    """The guided flows, in the versions that count."""
    found = list(Guide().flows(lang=lang, category=category, retired=retired or None))
    if as_json:
        typer.echo(as_text(found))
    elif found:
        Console().print(_table(found))
    else:
        typer.echo("There is no such flow; `firstline policy publish` makes one of a file.")


def show(name: Name, lang: Lang = None, version: Version = None, as_json: AsJson = False) -> None:
    """Draw a flow as a tree: each step with its answers, and where they lead."""
    found = Guide().flow(name, lang=lang, version=version)
    if as_json:
        typer.echo(as_text(found))
        return
    Console().print(tree_of(found))
    for step in found["steps"]:
        if step["names_article"] and not step["article"]:
            told = f"{step['step']} names the article {step['names_article']}, which nobody can"
            typer.echo(f"{told} read yet.", err=True)


def walks(ticket: OfTicket, as_json: AsJson = False) -> None:
    """The walks of a ticket: through which flow, how each ended, and the way that was taken."""
    found = _walks_of(Desk().id_of(ticket))
    if as_json:
        typer.echo(as_text(found))
        return
    for one in found:
        for line in _lines(one):
            Console().print(Text(plain(line)), soft_wrap=True)
    if not found:
        typer.echo(f"{ticket} has no walks.")


def _walks_of(ticket: str) -> list[dict[str, Any]]:
    """Those that kb knows of; it may hear a moment later of a ticket that was just opened."""
    found: list[dict[str, Any]] = []

    def look() -> int | None:
        found[:] = Guide().walks_of(ticket)
        return len(found) or None

    awaited(look)
    return found


def _table(flows: list[dict[str, Any]]) -> Table:
    table = Table("flow", "category", "in", "title", box=None, pad_edge=False)
    for one in flows:
        retired = f" (retired: {one['retired']})" if one["retired"] else ""
        label, title = f"{one['name']}@{one['version']}", f"{one['title']}{retired}"
        cells = (label, one["category"], " ".join(one["languages"]), title)
        table.add_row(*(Text(plain(cell)) for cell in cells))
    return table


def _lines(walk: dict[str, Any]) -> Iterator[str]:
    flow = version_of(walk["flow"], walk["flow_version"])
    ended = outcome_of(walk["outcome"], walk["place"], by_silence=walk["by_silence"])
    yield f"{moment(walk['started_at'])}  {flow}, {ended} ({walk['id']})"
    if walk["path"]:
        yield f"  {way_of(walk['path'])}"
