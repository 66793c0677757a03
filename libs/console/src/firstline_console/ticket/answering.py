"""`firstline ticket suggestions`, `accept-article` and `reject-article`."""

from typing import Annotated

import typer

from firstline_console.acting import As, agent_or_requester
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, At, By, Key, Ticket
from firstline_console.ticket.printing import as_text, plain, say
from firstline_console.ticket.printing_suggestions import as_lines

Article = Annotated[str, typer.Argument(help="The article's id, number or short name.")]
Reason = Annotated[str | None, typer.Option(help="Why it does not answer.")]


def suggestions(ticket: Ticket, as_json: AsJson = False) -> None:
    """The articles that may answer the ticket, and what people say of them."""
    found = Desk().suggestions(ticket)
    typer.echo(as_text(found) if as_json else plain("\n".join(as_lines(found))))


def accept_article(
    ticket: Ticket,
    article: Article,
    as_agent: As = None,
    by: By = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """The article answers the ticket; resolved as solved, it is solved by it."""
    found = Desk(key).answer(agent_or_requester(as_agent, by), ticket, article, "accept", at=at)
    say(found, f"{article} answers {found['number'] or ticket}.", as_json)


def reject_article(
    ticket: Ticket,
    article: Article,
    reason: Reason = None,
    as_agent: As = None,
    by: By = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """The article does not answer the ticket."""
    who = agent_or_requester(as_agent, by)
    found = Desk(key).answer(who, ticket, article, "reject", reason=reason, at=at)
    say(found, f"{article} does not answer {found['number'] or ticket}.", as_json)
