"""One ticket as its requester sees it, for a person at a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from firstline_console.ticket.printing import moment, plain

Seen = Mapping[str, Any]


def print_for_requester(console: Console, ticket: Seen) -> None:
    """Print the facts in a panel, then what was said to the requester and by them."""
    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(ticket):
        facts.add_row(Text(name, style="dim"), Text(plain(value)))
    title = Text(plain(f"{ticket['number']}: {ticket['subject'] or '(no subject)'}"))
    console.print(Panel(facts, title=title, title_align="left"))
    for message in ticket["messages"]:
        who = message["author"] or message["author_kind"]
        console.print(Text(plain(f"{moment(message['at'])}  {who}"), style="bold"))
        console.print(Text(plain(message["body"])), soft_wrap=True)


def _facts(ticket: Seen) -> Iterator[tuple[str, str]]:
    yield "status", ticket["status"]
    yield "opened", moment(ticket["opened_at"])
    for request in ticket["requests"]:
        yield "asked", request["reason"]
        yield "answer", ": ".join(filter(None, (request["outcome"], request["reply"])))
    if ticket["referral"]:
        yield "go to", f"{ticket['referral']['to']}: {ticket['referral']['where']}"
    if ticket["may_be_rated"]:
        yield "rating", "waits for your word"
