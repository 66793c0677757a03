"""`firstline article list`."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from firstline_console.article.library import Library
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson
from firstline_console.ticket.printing import as_text, plain

PAGE = 50
Language = Annotated[
    str | None, typer.Option("--language", "--lang", "-l", help="Only texts in it.")
]
State = Annotated[str | None, typer.Option(help="draft, reviewed, published or retired.")]
Public = Annotated[bool | None, typer.Option("--public/--not-public", help="Whether it is read.")]
Category = Annotated[str | None, typer.Option(help="Only about this.")]
Owner = Annotated[str | None, typer.Option(help="Only those of this agent.")]
Tag = Annotated[str | None, typer.Option(help="Only with this tag.")]
Linked = Annotated[str | None, typer.Option("--ticket", help="Only those linked to this ticket.")]
Due = Annotated[str | None, typer.Option(help="To be looked at by this day, such as 2027-01-31.")]
Limit = Annotated[int, typer.Option(min=1, max=200, help="How many at most.")]
Cursor = Annotated[str | None, typer.Option(help="What the page before named.")]


def list_articles(
    language: Language = None,
    state: State = None,
    public: Public = None,
    category: Category = None,
    owner: Owner = None,
    tag: Tag = None,
    ticket: Linked = None,
    due: Due = None,
    limit: Limit = PAGE,
    cursor: Cursor = None,
    as_json: AsJson = False,
) -> None:
    """List articles, one row for each language; what is due by its date, all others by number."""
    words = {"language": language, "state": state, "category": category, "owner": owner, "tag": tag}
    about = {"public": public, "ticket": Desk().id_of(ticket) if ticket else None, "due": due}
    page = Library().articles(**words, **about, limit=limit, cursor=cursor)
    if as_json:
        typer.echo(as_text(page))
        return
    for line in _lines(page):
        Console().print(line)


def _lines(page: dict[str, Any]) -> Iterator[Table | str]:
    if not page["items"]:
        yield "No article is like that."
        return
    yield _table(page["items"])
    if page["next"] is not None:
        yield f"There are more: --cursor {page['next']}"


def _table(texts: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, expand=True)
    for name in ("number", "in", "latest", "public", "owner", "review by"):
        table.add_column(name, no_wrap=True)
    table.add_column("title", overflow="ellipsis", no_wrap=True, ratio=1)
    for one in texts:
        table.add_row(*map(Text, _cells(one)))
    return table


def _cells(text: dict[str, Any]) -> list[str]:
    latest = f"{text['latest']} {text['state']}"
    public = str(text["public"] or "")
    told = (text["number"], text["language"], latest, public, text["owner"])
    return [plain(one) for one in (*told, text["review_on"] or "", text["title"])]
