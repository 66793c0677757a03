"""`firstline article draft` and `edit`: write a version of a text."""

from typing import Annotated, Any

import typer

from firstline_console.acting import As, acting
from firstline_console.article.heads import OF_TEXT, refuse_changes
from firstline_console.article.library import Library
from firstline_console.article.options import Article, File, Language, Note, Seen, Summary, Title
from firstline_console.article.texts import Written, read_written
from firstline_console.boundary import UserError
from firstline_console.service_http import given
from firstline_console.ticket.options import AsJson, At, Key
from firstline_console.ticket.printing import say

First = Annotated[str, typer.Option("--language", "--lang", "-l", help="en, it, es or el.")]
Word = Annotated[str | None, typer.Option()]
Slug = Annotated[str | None, typer.Option(help="Its short name in addresses; else of the title.")]
Owner = Annotated[str | None, typer.Option(help="Who answers for it; else you.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="Repeat it for several.")]
ReviewOn = Annotated[str | None, typer.Option(help="A day such as 2027-01-31.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the number alone.")]


def draft(
    file: File = None,
    language: First = "en",
    title: Title = None,
    summary: Summary = None,
    slug: Slug = None,
    owner: Owner = None,
    category: Word = None,
    tag: Tags = None,
    review_on: ReviewOn = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Begin an article with a text of Markdown. What the file's head says, options overrule."""
    who, written = acting(as_agent), read_written(file)
    more = {"slug": slug, "owner": owner, "category": category, "review_on": review_on}
    said = {**written.head, **given(title=title, summary=summary, tags=tag, at=at, **more)}
    body = _body(written)
    _titled(said, written)
    article = Library(key).draft(who, **said, language=language, body=body)
    if quiet and not as_json:
        typer.echo(article["number"])
    else:
        done = f"{article['number']} is drafted in {language}, as {article['slug']}."
        say(article, done, as_json)


def edit(
    article: Article,
    file: File = None,
    language: Language = None,
    title: Title = None,
    summary: Summary = None,
    note: Note = None,
    seen: Seen = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """The next version of a text, or the first one in another language, from Markdown.

    Title and summary stay as they are, if neither an option nor the file's head says them. What the
    head says of the article as a whole must be what it says already.
    """
    who, written, library = acting(as_agent), read_written(file), Library(key)
    tongue, body = library.language_of(article, language), _body(written)
    standing = library.article(article, language=tongue, latest=True)
    refuse_changes(written, standing, article)
    head = {key: written.head[key] for key in OF_TEXT if key in written.head}
    said = {**_standing(standing, tongue), **head, **given(title=title, summary=summary)}
    _titled(said, written)
    said |= {"language": tongue, "body": body, **given(note=note, at=at)}
    told = library.act(who, article, "edit", said, seen)
    version = told["text"]["version"]
    say(told, f"{told['number']} has version {version} in {tongue}, a draft.", as_json)


def _standing(article: dict[str, Any], language: str) -> dict[str, Any]:
    """Title and summary of the latest version in the language, if there is one."""
    text = article["text"]
    return {key: text[key] for key in OF_TEXT} if text["language"] == language else {"summary": ""}


def _body(written: Written) -> str:
    if not written.body.strip():
        raise UserError(f"{written.file} says nothing.", "name a file of Markdown, or pipe one in.")
    return written.body + "\n"


def _titled(said: dict[str, Any], written: Written) -> None:
    if not said.get("title"):
        remedy = 'give one: --title "The VPN does not connect", or in the file\'s head.'
        raise UserError(f"{written.file} has no title.", remedy)
