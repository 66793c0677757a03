"""`firstline ticket …`: the commands of the live desk, gathered."""

from collections.abc import Callable

import typer

from firstline_console.ticket import (
    answering,
    beside,
    handing,
    listing,
    moving,
    opening,
    queueing,
    rating,
    relating,
    showing,
    talking,
    working,
)
from firstline_console.ticket.timeline.command import timeline

COMMANDS: dict[str, Callable[..., None]] = {
    "open": opening.open_ticket,
    "list": listing.list_tickets,
    "queue": queueing.queue,
    "show": showing.show,
    "timeline": timeline,
    "reply": talking.reply,
    "note": talking.note,
    "attach": beside.attach,
    "contact": beside.contact,
    "take": working.take,
    "assign": working.assign,
    "release": working.release,
    "escalate": handing.escalate,
    "decline": handing.decline,
    "hand-back": handing.hand_back,
    "move": handing.move,
    "refer": handing.refer,
    "major-incident": working.major_incident,
    "status": moving.status,
    "resolve": moving.resolve,
    "close": moving.close,
    "reopen": moving.reopen,
    "rating-link": rating.rating_link,
    "rate": rating.rate,
    "merge": relating.merge,
    "unmerge": relating.unmerge,
    "link": relating.link,
    "suggestions": answering.suggestions,
    "accept-article": answering.accept_article,
    "reject-article": answering.reject_article,
}


def register(app: typer.Typer) -> None:
    """Add `ticket` to the console."""
    group = typer.Typer(help="The live desk: open, work and end tickets.", no_args_is_help=True)
    for name, function in COMMANDS.items():
        group.command(name)(function)
    app.add_typer(group, name="ticket")
