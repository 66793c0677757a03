"""`firstline article link` and `unlink`: the tickets that an article is about."""

from firstline_console.acting import As, acting
from firstline_console.article.library import Library
from firstline_console.article.options import Article
from firstline_console.service_http import given
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, At, Key, Ticket
from firstline_console.ticket.printing import say


def link(
    article: Article,
    ticket: Ticket,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Say that the article is about what this ticket asks."""
    told = given(ticket=Desk().id_of(ticket), at=at)
    found = Library(key).act(acting(as_agent), article, "link", told)
    say(found, f"{found['number']} is linked to {ticket}.", as_json)


def unlink(
    article: Article,
    ticket: Ticket,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Say that it is not about that ticket."""
    told = given(ticket=Desk().id_of(ticket), at=at)
    found = Library(key).act(acting(as_agent), article, "unlink", told)
    say(found, f"{found['number']} is not linked to {ticket} any more.", as_json)
