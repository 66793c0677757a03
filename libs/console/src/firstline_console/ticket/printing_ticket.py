"""One ticket with its conversation, as a person reads it."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from firstline_console.ticket.printing import moment, plain

Seen = Mapping[str, Any]
NOTE = "note"


def print_ticket(console: Console, ticket: Seen, case: Seen | str | None = None) -> None:
    """Print the facts in a panel, then the conversation in its order.

    `case` is the work on it, or why nothing is known of that; None where there is none.
    """
    facts = Table.grid(padding=(0, 2))
    work = [("work", case)] if isinstance(case, str) else list(_work(case)) if case else []
    theirs = {name for name, _ in work}
    for name, value in [*(fact for fact in _facts(ticket) if fact[0] not in theirs), *work]:
        facts.add_row(Text(name, style="dim"), Text(plain(value)))
    subject = plain(ticket.get("subject") or "(no subject)")
    console.print(Panel(facts, title=Text(f"{ticket['number']}: {subject}"), title_align="left"))
    for message in ticket.get("messages", []):
        _print_message(console, message)


def _facts(ticket: Seen) -> Iterator[tuple[str, str]]:
    yield "status", _status(ticket)
    channel = f" by {ticket['channel']}" if ticket.get("channel") else ""
    yield "opened", f"{moment(ticket['opened_at'])}{channel}"
    for name in ("category", "impact", "urgency", "queue", "assignee"):
        if ticket.get(name):
            yield name, str(ticket[name])
    if ticket.get("reference"):
        yield "from", f"{ticket['origin']} {ticket['reference']}"


def _work(case: Seen) -> Iterator[tuple[str, str]]:
    """What escalation says of it."""
    bounces = f", {case['moves']} moves" if case["moves"] else ""
    yield "queue", f"{case['queue'] or 'none'}, line {case['line'] or 'unknown'}{bounces}"
    yield "assignee", case["assignee"] or "nobody: anybody may take it"
    if case["owner"]:
        yield "owner of record", case["owner"]
    major = " (major incident)" if case["major_incident"] else ""
    yield "priority", f"{case['priority'] or 'none'}, score {case['score'] or 0}{major}"
    if case["open_request"]:
        yield "asked", f"request {case['open_request']} to be escalated waits for an answer"


def _status(ticket: Seen) -> str:
    foreign = f" ({ticket['source_status']})" if ticket.get("source_status") else ""
    outcome = f": {ticket['outcome']}" if ticket.get("outcome") else ""
    return f"{ticket['status']}{foreign}{outcome}"


def _print_message(console: Console, message: Seen) -> None:
    said = f"{moment(message['at'])}  {message['author']} ({message['author_kind']})"
    style = "" if message.get("visible", True) else "yellow"
    mark = "" if message.get("visible", True) else f"  [{NOTE}]"
    console.print(Text(plain(f"{said}{mark}"), style="bold"), soft_wrap=True)
    console.print(Text(plain(message["body"]), style=style), soft_wrap=True)
