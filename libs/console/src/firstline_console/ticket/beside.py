"""`firstline ticket attach` and `contact`: what belongs to a ticket and is no message."""

from mimetypes import guess_type
from pathlib import Path
from typing import Annotated

import typer

from firstline_console.acting import As, acting, agent_or_requester
from firstline_console.boundary import UserError
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, At, By, Key, Ticket
from firstline_console.ticket.printing import say

Path_ = Annotated[Path, typer.Argument(metavar="FILE", help="The file.")]
Name = Annotated[str | None, typer.Option(help="What to call it; else its own name.")]
Type = Annotated[
    str | None, typer.Option("--type", help="What it is, such as text/plain; else by its name.")
]
Internal = Annotated[bool, typer.Option("--internal", help="The requester does not see it.")]
Summary = Annotated[str | None, typer.Argument(help="What the requester may read of it.")]
Outbound = Annotated[
    bool, typer.Option("--outbound/--inbound", help="The agent called; or the requester did.")
]
Channel = Annotated[str, typer.Option(help="How they spoke.")]
Minutes = Annotated[float | None, typer.Option(min=0, help="How long.")]


def attach(
    ticket: Ticket,
    file: Path_,
    name: Name = None,
    media_type: Type = None,
    internal: Internal = False,
    as_agent: As = None,
    by: By = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Attach a file: it is looked at as it comes, and told once it is stored."""
    who, kind = agent_or_requester(as_agent, by), media_type or _guessed(file)
    _readable(file)
    said = {"name": name or file.name, "visible": not internal, "at": at}
    stored = Desk(key).attach(who, ticket, file, kind, **said)
    told = f"{who.id} attached {stored['name']} ({stored['media_type']}, {stored['size']:,} bytes)"
    say(stored, f"{told} to {ticket}.", as_json)


def contact(
    ticket: Ticket,
    summary: Summary = None,
    outbound: Outbound = False,
    channel: Channel = "phone",
    minutes: Minutes = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Log a call, or another conversation that left no message; an agent does it."""
    who = acting(as_agent)
    spoken = {
        "channel": channel,
        "direction": "outbound" if outbound else "inbound",
        "duration_seconds": None if minutes is None else round(minutes * 60),
    }
    answer = Desk(key).act(who, ticket, "contacts", summary=summary, at=at, **spoken)
    say(answer, f"{who.id} logged a contact in {answer['number']}.", as_json)


def _guessed(file: Path) -> str:
    found, _ = guess_type(file.name)
    if found is None:
        raise UserError(f"nobody knows what {file.name} is.", "say it: --type text/plain")
    return found


def _readable(file: Path) -> None:
    try:
        with file.open("rb"):
            pass
    except OSError as error:
        told = error.strerror or str(error)
        raise UserError(f"{file} can't be read: {told}.", "name a file that is there.") from None
