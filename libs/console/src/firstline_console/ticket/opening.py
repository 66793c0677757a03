"""`firstline ticket open`."""

import json
from typing import Annotated, Any
from uuid import UUID

import typer

from firstline_console.acting import Actor, As, requester
from firstline_console.boundary import UserError
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, At, File, Key
from firstline_console.ticket.origin import origins
from firstline_console.ticket.printing import say
from firstline_console.ticket.texts import said

Subject = Annotated[str, typer.Argument(help="What it is about, in one line.")]
Body = Annotated[str | None, typer.Option(help="The first message; `-`: standard input.")]
Who = Annotated[str, typer.Option("--requester", help="Who asks for help.")]
Word = Annotated[str | None, typer.Option()]
Level = Annotated[str | None, typer.Option(help="high, medium or low.")]
Language = Annotated[
    str | None, typer.Option("--language", "--lang", help="The requester's, such as it or en-GB.")
]
Fields = Annotated[
    list[str] | None,
    typer.Option("--field", help="A field of the category's form: name=text, name:=3, name:=true."),
]
From = Annotated[UUID | None, typer.Option(help="The draft at kb that it comes from.")]
Led = Annotated[UUID | None, typer.Option(help="The walk through a guided flow that led here.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the number alone.")]


def open_ticket(
    subject: Subject,
    who: Who,
    body: Body = None,
    file: File = None,
    category: Word = None,
    impact: Level = None,
    urgency: Level = None,
    channel: Word = None,
    language: Language = None,
    field: Fields = None,
    draft: From = None,
    walk: Led = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Open a ticket: the requester does it, or an agent on the requester's behalf."""
    first = None if body is None and file is None else said(_argument(body), file, "the message")
    named = {"category": category, "impact": impact, "urgency": urgency, "channel": channel}
    fields = dict(map(_field, field)) if field else None
    came = origins(again=key is not None, draft=draft, walk=walk)
    more: dict[str, Any] = {**named, **came, "language": language, "fields": fields, "at": at}
    opener = Actor("agent", as_agent, who) if as_agent else requester(who)
    ticket = Desk(key).open(opener, subject=subject, body=first, requester=who, **more)
    if quiet:
        typer.echo(ticket["number"])
    else:
        say(ticket, f"{ticket['number']} is open.", as_json)


def _argument(body: str | None) -> str | None:
    return None if body == "-" else body


def _field(text: str) -> tuple[str, Any]:
    """A field of a form: `name=` before a text, `name:=` before true, false or a number."""
    name, equals, value = text.partition("=")
    if not name.rstrip(":") or not equals:
        raise UserError(f"--field {text} has no value.", "write it as --field asset=PC-1042")
    if not name.endswith(":"):
        return name, value
    try:
        return name[:-1], json.loads(value)
    except ValueError:
        remedy = "after := goes true, false or a whole number; a text goes after ="
        raise UserError(f"--field {text} can't be read.", remedy) from None
