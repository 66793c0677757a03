"""`firstline ticket take`, `assign`, `release` and `major-incident`: who has the work on it."""

from typing import Annotated

import typer

from firstline_console.acting import As, acting
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, At, Key, Text, Ticket
from firstline_console.ticket.printing import place_of, say
from firstline_console.ticket.texts import said

Assignee = Annotated[str, typer.Argument(help="The agent who gets it.")]
Why = Annotated[str | None, typer.Option("--reason", help="Why.")]
Lift = Annotated[bool, typer.Option("--lift", help="It is none any more.")]


def take(
    ticket: Ticket, as_agent: As = None, at: At = None, key: Key = None, as_json: AsJson = False
) -> None:
    """Have it from here on."""
    who = acting(as_agent)
    case = Desk(key).work(who, ticket, "take", at=at)
    say(case, f"{who.id} has {case['number']}, {place_of(case)}.", as_json)


def assign(
    ticket: Ticket,
    assignee: Assignee,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Give it to somebody."""
    case = Desk(key).work(acting(as_agent), ticket, "assign", assignee=assignee, at=at)
    say(case, f"{case['assignee']} has {case['number']}, {place_of(case)}.", as_json)


def release(
    ticket: Ticket,
    reason: Why = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Put it back into its queue, for anybody to take."""
    case = Desk(key).work(acting(as_agent), ticket, "release", reason=reason, at=at)
    say(case, f"{case['number']} waits again, {place_of(case)}.", as_json)


def major_incident(
    ticket: Ticket,
    reason: Text = None,
    lift: Lift = False,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Declare a major incident: it comes before every computed priority."""
    who, why = acting(as_agent), said(reason, None, "the reason")
    way = "lift-major-incident" if lift else "major-incident"
    case = Desk(key).work(who, ticket, way, reason=why, at=at)
    state = "is no major incident any more" if lift else "is a major incident"
    say(case, f"{case['number']} {state}.", as_json)
