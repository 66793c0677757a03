"""`firstline ticket status`, `resolve`, `close` and `reopen`."""

from typing import Annotated

import typer

from firstline_console.acting import As, acting, agent_or_requester
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, At, By, Key, Ticket
from firstline_console.ticket.printing import say

Status = Annotated[str, typer.Argument(help="open, waiting_requester, waiting_third_party …")]
Outcome = Annotated[str, typer.Option(help="solved, referred, replaced, goodwill, declined …")]
Note = Annotated[str | None, typer.Option(help="How it was solved.")]
Reason = Annotated[str | None, typer.Option(help="Why.")]


def status(
    ticket: Ticket,
    status: Status,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Say where the ticket stands."""
    answer = Desk(key).act(acting(as_agent), ticket, "status", status=status, at=at)
    say(answer, f"{answer['number']} is {answer['status']}.", as_json)


def resolve(
    ticket: Ticket,
    outcome: Outcome = "solved",
    note: Note = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Count it as solved, until somebody objects."""
    who = acting(as_agent)
    answer = Desk(key).act(who, ticket, "resolve", outcome=outcome, note=note, at=at)
    say(answer, f"{who.id} resolved {answer['number']}: {answer['outcome']}.", as_json)


def close(
    ticket: Ticket,
    as_agent: As = None,
    by: By = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """End it."""
    answer = Desk(key).act(agent_or_requester(as_agent, by), ticket, "close", at=at)
    say(answer, f"{answer['number']} is closed.", as_json)


def reopen(
    ticket: Ticket,
    reason: Reason = None,
    as_agent: As = None,
    by: By = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Go on with a ticket that was resolved or closed."""
    answer = Desk(key).act(agent_or_requester(as_agent, by), ticket, "reopen", reason=reason, at=at)
    say(answer, f"{answer['number']} is {answer['status']} again.", as_json)
