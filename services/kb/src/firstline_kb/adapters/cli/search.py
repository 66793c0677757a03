"""`firstline kb search "…"`: published articles, in a table."""

import json
import re
from html import unescape
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from firstline_chassis.asking import CannotTell, Refused, Service, listening

_Words = Annotated[str, typer.Argument(help="Words, as people type them; nothing is syntax.")]
_Language = Annotated[
    str | None,
    typer.Option("--language", "--lang", help="en, it, es or el; recognised if it isn't said."),
]
_Category = Annotated[str | None, typer.Option(help="Only of this category.")]
_Tag = Annotated[str | None, typer.Option(help="Only with this tag.")]
_Limit = Annotated[int, typer.Option(min=1, max=50, help="How many at most.")]
_Cursor = Annotated[str | None, typer.Option(help="`next` of the page before.")]
_Json = Annotated[bool, typer.Option("--json", help="The whole answer as JSON.")]
_EXAMPLE = 'such as: firstline kb search "the VPN does not connect"'
_REMEDIES = {
    "/query/q": "shorten it: a sentence or two say enough.",
    "/query/lang": "say en, it, es or el; without --language it is recognised.",
    "/query/cursor": "take the one that the page before printed, as it is.",
}
_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


def register(app: typer.Typer) -> None:
    """Called once by the console when it gathers its commands."""
    kb = typer.Typer(help="What could answer it without an agent.")
    kb.command("search")(search)
    kb.callback()(_alone)
    app.add_typer(kb, name="kb", no_args_is_help=True)


def _alone() -> None:
    """What could answer it without an agent."""


def search(
    words: _Words,
    language: _Language = None,
    category: _Category = None,
    tag: _Tag = None,
    limit: _Limit = 10,
    cursor: _Cursor = None,
    as_json: _Json = False,
) -> None:
    """Find published articles by what people type."""
    asked = {"q": words, "lang": language, "category": category, "tag": tag, "cursor": cursor}
    given = {name: value for name, value in asked.items() if value is not None}
    kb = listening("kb", 4, remedy="see `firstline kb search --help`.")
    if not words.strip():
        raise CannotTell("there is nothing to search for.", f"type some words, {_EXAMPLE}")
    found = _asked(kb, limit=limit, **given)
    if "items" not in found:
        raise kb.stranger(kb.address + "/v1/search")
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        _show(found)


def _asked(kb: Service, **given: Any) -> dict[str, Any]:
    """Raises CannotTell; Refused with what to do about each field that is wrong."""
    try:
        return kb.get("/v1/search", **given)
    except Refused as refusal:
        wrong = [str(one.get("pointer")) for one in refusal.problem.get("errors", [])]
        remedy = " ".join(_REMEDIES[one] for one in wrong if one in _REMEDIES) or refusal.remedy
        raise Refused(str(refusal), remedy, refusal.status, refusal.problem) from None


def _show(found: dict[str, Any]) -> None:
    console = Console()
    if found["items"]:
        console.print(_table(found["items"]))
    for line in _remarks(found):
        console.print(line, highlight=False)


def _table(items: list[dict[str, Any]]) -> Table:
    table = Table("article", "language", "what it says")
    for item in items:
        said = f"{_shown(item['title_html'])}\n{_shown(item['snippet_html'])}"
        table.add_row(escape(item["number"]), item["language"], said)
    return table


def _remarks(found: dict[str, Any]) -> list[str]:
    total = found["total"]
    count = f"{total} article{'' if total == 1 else 's'} in all."
    told = [count if total else "No article has it."]
    told += [f"{escape(a)} was read as {escape(b)}." for a, b in found["read_as"].items()]
    if found["fell_back"]:
        told.append(f"Nothing in {found['language']}: these are in {found['answered_in']}.")
    if found["next"]:
        told.append(f"More: --cursor {found['next']}")
    return told


def _shown(html: str) -> str:
    """Marks as bold; the rest is what it says."""
    pieces = _MARK.split(html)
    words = (escape(unescape(piece)) for piece in pieces)
    return "".join(f"[bold]{w}[/bold]" if at % 2 else w for at, w in enumerate(words))
