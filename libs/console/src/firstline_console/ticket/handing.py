"""`firstline ticket escalate`, `decline`, `hand-back`, `refer` and `move`: who takes over."""

from typing import Annotated

import typer

from firstline_console.acting import As, acting, agent_or_requester
from firstline_console.boundary import UserError
from firstline_console.ticket.desk import Desk, awaited
from firstline_console.ticket.options import AsJson, At, By, File, Key, Text, Ticket
from firstline_console.ticket.printing import place_of, say
from firstline_console.ticket.texts import said

Line = Annotated[str | None, typer.Option(help="Which line; else the next one.")]
Reply = Annotated[str | None, typer.Option(help="What the requester is told.")]
Request = Annotated[int | None, typer.Option(min=1, help="Which request; else the open one.")]
To = Annotated[str, typer.Option(help="training, department or vendor.")]
Note = Annotated[str | None, typer.Option(help="For the desk alone.")]
Queue = Annotated[str, typer.Argument(help="The queue that gets it.")]


def escalate(
    ticket: Ticket,
    text: Text = None,
    file: File = None,
    line: Line = None,
    reply: Reply = None,
    as_agent: As = None,
    by: By = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Hand it to a higher line, with what was found; or, as the requester, ask for that and why.

    An open request of the requester is accepted by it; --reply is what they are told.
    """
    who, desk = agent_or_requester(as_agent, by), Desk(key)
    if who.kind == "requester":
        why = said(text, file, "the reason")
        answer = desk.act(who, ticket, "escalation-requests", reason=why, at=at)
        say(answer, f"{who.id} asks that {answer['number']} be escalated.", as_json)
        return
    found = said(text, file, "what was found")
    case = desk.work(who, ticket, "escalate", findings=found, line=line, reply=reply, at=at)
    say(case, f"{case['number']} is escalated, {place_of(case)}.", as_json)


def decline(
    ticket: Ticket,
    text: Text = None,
    file: File = None,
    request: Request = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Keep it though the requester asked for escalation, and tell them why."""
    who, reply, desk = acting(as_agent), said(text, file, "what the requester is told"), Desk(key)
    number = request or _open_request(desk, ticket)
    case = desk.work(who, ticket, "decline", request=number, reply=reply, at=at)
    say(case, f"{case['number']} stays, {place_of(case)}: request {number} declined.", as_json)


def hand_back(
    ticket: Ticket,
    text: Text = None,
    file: File = None,
    line: Line = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Give it back to a lower line, with a note of what is to be done."""
    who, note = acting(as_agent), said(text, file, "the note")
    case = Desk(key).work(who, ticket, "hand-back", note=note, line=line, at=at)
    say(case, f"{case['number']} is handed back, {place_of(case)}.", as_json)


def refer(
    ticket: Ticket,
    text: Text = None,
    to: To = "department",
    note: Note = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Send the requester elsewhere, and say where; that resolves the ticket."""
    who, where = acting(as_agent), said(text, None, "where to")
    case = Desk(key).work(who, ticket, "refer", to=to, where=where, note=note, at=at)
    say(case, f"{case['number']} is referred to {to}.", as_json)


def move(
    ticket: Ticket,
    queue: Queue,
    reason: Text = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Put it into another queue: its owner of record may, and a coordinator."""
    who, why = acting(as_agent), said(reason, None, "the reason")
    case = Desk(key).work(who, ticket, "move", queue=queue, reason=why, at=at)
    say(case, f"{case['number']} is moved, {place_of(case)}.", as_json)


def _open_request(desk: Desk, ticket: str) -> int:
    number = awaited(lambda: desk.case(ticket)["open_request"])
    if number is None:
        raise UserError(
            f"nobody has asked that {ticket} be escalated.", "name a request by --request."
        )
    return number
