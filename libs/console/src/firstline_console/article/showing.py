"""`firstline article show`, `history` and `compare`."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from firstline_console.article.library import Library
from firstline_console.article.options import Article, Language
from firstline_console.service_http import pages
from firstline_console.ticket.options import AsJson
from firstline_console.ticket.printing import as_text, moment, plain

Version = Annotated[int | None, typer.Option(min=1, help="That version of the text.")]
Latest = Annotated[bool, typer.Option("--latest", help="The latest version, public or not.")]
Body = Annotated[bool, typer.Option("--markdown", help="The Markdown alone, to edit it.")]
Old = Annotated[int, typer.Argument(min=1, help="A version of the text.")]
New = Annotated[int | None, typer.Argument(min=1, help="Another one; else the latest.")]


def show(
    article: Article,
    language: Language = None,
    version: Version = None,
    latest: Latest = False,
    markdown: Body = False,
    as_json: AsJson = False,
) -> None:
    """One article as people read it: the text that is public, in the language or the first one."""
    found = Library().article(article, language=language, version=version, latest=latest or None)
    if as_json:
        typer.echo(as_text(found))
    elif markdown:
        typer.echo(plain(found["text"]["body"]), nl=False)
    else:
        _print(Console(), found, language)


def history(article: Article, as_json: AsJson = False) -> None:
    """Everything that happened to it, the oldest first."""
    entries = list(_entries(Library(), article))
    if as_json:
        typer.echo(as_text(entries))
        return
    for one in entries:
        note = f" {one['text']}" if one["text"] else ""
        line = f"{moment(one['at'])}  {one['actor']}: {one['words']}{note}"
        Console().print(Text(plain(line)), soft_wrap=True)


def compare(
    article: Article,
    old: Old,
    new: New = None,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """What a version of a text says otherwise than another one."""
    found = Library().about(article, "compare", old=old, new=new, language=language)
    if as_json:
        typer.echo(as_text(found))
        return
    for line in _differences(found):
        typer.echo(plain(line))


def _entries(library: Library, article: str) -> Iterator[dict[str, Any]]:
    return pages(partial(library.about, article, "history"))


def _differences(found: Mapping[str, Any]) -> Iterator[str]:
    for name in ("title", "summary"):
        if found[name] is not None:
            yield from (f"-{name}: {found[name][0]}", f"+{name}: {found[name][1]}")
    yield from found["body"]
    if found["too_long"]:
        yield "The bodies differ, and have too many lines to be compared here."
    elif not found["body"] and found["title"] is found["summary"] is None:
        yield "They say the same."


def _print(console: Console, article: Mapping[str, Any], language: str | None) -> None:
    text = article["text"]
    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(article, language):
        facts.add_row(Text(name, style="dim"), Text(plain(value)))
    title = Text(plain(f"{article['number']}: {text['title']}"))
    console.print(Panel(facts, title=title, title_align="left"))
    if text["summary"]:
        console.print(Text(plain(text["summary"]), style="italic"), soft_wrap=True)
    console.print(Text(plain(text["body"])), soft_wrap=True)


def _facts(article: Mapping[str, Any], language: str | None) -> Iterator[tuple[str, str]]:
    text = article["text"]
    instead = language is not None and text["language"] != language
    told = f" (there is none in {language})" if instead else ""
    yield "text", f"version {text['version']} in {text['language']}, {text['state']}{told}"
    yield "written", f"{moment(text['edited_at'])} by {text['editor']}"
    for one in article["languages"]:
        public = f", public {one['public']}" if one["public"] else ""
        yield one["language"], f"latest {one['latest']} {one['state']}{public}{_retired(one)}"
    if text["sent_back"]:
        yield "sent back", f"by {text['reviewer']}: {text['sent_back']}"
    yield "owner", article["owner"]
    for name, value in (("category", article["category"]), ("review by", article["review_on"])):
        if value:
            yield name, value
    if article["tags"]:
        yield "tags", ", ".join(article["tags"])
    yield "version", f"{article['version']}, for --seen; short name {article['slug']}"


def _retired(standing: Mapping[str, Any]) -> str:
    retired = standing["retired"]
    if retired is None:
        return ""
    if retired["replaced_by"]:
        return f"; read {retired['replaced_by']['number']} in its place"
    return f": {retired['reason']}"
