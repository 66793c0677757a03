"""`firstline draft …`: a text, the articles that may answer it, and whether one did."""

from typing import Annotated, Any
from uuid import UUID

import typer

from firstline_chassis.asking import Answer
from firstline_console.acting import requester
from firstline_console.boundary import UserError
from firstline_console.draft import drafts
from firstline_console.draft.drafts import DRAFTS
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, File, Key
from firstline_console.ticket.printing import as_text, plain
from firstline_console.ticket.printing_suggestions import as_lines
from firstline_console.ticket.texts import said

Text = Annotated[
    str | None, typer.Argument(help="What you would write; without it --file, or standard input.")
]
Draft = Annotated[UUID, typer.Argument(help="The draft's id.")]
Language = Annotated[
    str | None,
    typer.Option("--language", "--lang", help="Such as it or en-GB; recognised otherwise."),
]
Category = Annotated[str | None, typer.Option(help="Articles of this category come first.")]
Who = Annotated[str | None, typer.Option("--requester", help="Who writes; nobody has to say.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the draft's id alone.")]
By = Annotated[str | None, typer.Option("--by", help="The article: id, number or short name.")]
Walk = Annotated[UUID | None, typer.Option("--walk", help="The walk through a guided flow.")]


def begin(
    text: Text = None,
    file: File = None,
    language: Language = None,
    category: Category = None,
    who: Who = None,
    key: Key = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Articles that may answer a text, before there is a ticket."""
    more = {"language": language, "category": category}
    draft = _send(DRAFTS, key, who, text=said(text, file, "the text"), **more)
    if quiet:
        typer.echo(draft["id"])
    else:
        _show(draft, as_json)


def rewrite(
    draft: Draft,
    text: Text = None,
    file: File = None,
    language: Language = None,
    category: Category = None,
    who: Who = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Its text anew, as somebody goes on writing."""
    more = {"language": language, "category": category}
    path = f"{DRAFTS}/{draft}/text"
    _show(_send(path, key, who, text=said(text, file, "the text"), **more), as_json)


def show(draft: Draft, as_json: AsJson = False) -> None:
    """Its articles, and what became of it."""
    _show(drafts.draft(draft), as_json)


def solved(
    draft: Draft,
    by: By = None,
    walk: Walk = None,
    who: Who = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """An article or a walk has answered: no ticket is needed."""
    if (by is None) == (walk is None):
        raise UserError("what answered?", "name an article, --by KB-000012, or a --walk")
    answer = {"article_id": by, "walk": walk and str(walk)}
    _show(_send(f"{DRAFTS}/{draft}/solved", key, who, **answer), as_json)


def register(app: typer.Typer) -> None:
    """Add `draft` to the console."""
    group = typer.Typer(help="What may answer before there is a ticket.", no_args_is_help=True)
    for command in (begin, rewrite, show, solved):
        group.command(command.__name__)(command)
    app.add_typer(group, name="draft")


def _send(path: str, key: str | None, who: str | None, **said: Any) -> Answer:
    return drafts.send(path, requester(who) if who else None, key, **said)


def _show(draft: Answer, as_json: bool) -> None:
    typer.echo(as_text(draft) if as_json else plain("\n".join([*as_lines(draft), _state(draft)])))


def _state(draft: Answer) -> str:
    if draft["ticket"]:
        return f"Draft {draft['id']} has become ticket {Desk().number_of(draft['ticket'])}."
    if draft["state"] == "deflected":
        return f"Draft {draft['id']} is answered: no ticket is needed."
    return f"Draft {draft['id']} is open."
