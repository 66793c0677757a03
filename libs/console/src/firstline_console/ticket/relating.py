"""`firstline ticket merge`, `unmerge` and `link`: how tickets stand to one another."""

from typing import Annotated

import typer

from firstline_console.acting import As, acting
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, At, Key, Ticket
from firstline_console.ticket.printing import say

Into = Annotated[str, typer.Argument(help="The ticket that answers for it from now on.")]
Other = Annotated[str, typer.Argument(help="The other ticket.")]
Relation = Annotated[str, typer.Option(help="relates_to, causes, caused_by, continues …")]


def merge(
    ticket: Ticket,
    into: Into,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Make it an alias of another one: nothing moves, and it can be undone."""
    answer = Desk(key).act(acting(as_agent), ticket, "merge", into=into, at=at)
    say(answer, f"{ticket} is an alias of {into} from here on.", as_json)


def unmerge(
    ticket: Ticket, as_agent: As = None, at: At = None, key: Key = None, as_json: AsJson = False
) -> None:
    """Let it stand by itself again."""
    answer = Desk(key).act(acting(as_agent), ticket, "unmerge", at=at)
    say(answer, f"{ticket} stands by itself again.", as_json)


def link(
    ticket: Ticket,
    other: Other,
    relation: Relation = "relates_to",
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Say how it stands to another one, which then says the inverse."""
    answer = Desk(key).act(acting(as_agent), ticket, "links", other=other, relation=relation, at=at)
    say(answer, f"{ticket} {relation.replace('_', ' ')} {other}.", as_json)
