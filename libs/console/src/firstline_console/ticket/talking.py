"""`firstline ticket reply` and `note`."""

from firstline_console.acting import As, acting, agent_or_requester
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, At, By, File, Key, Text, Ticket
from firstline_console.ticket.printing import say
from firstline_console.ticket.texts import said


def reply(
    ticket: Ticket,
    text: Text = None,
    file: File = None,
    as_agent: As = None,
    by: By = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Write to the other side: an agent to the requester, or the requester to the desk."""
    who, body = agent_or_requester(as_agent, by), said(text, file, "the reply")
    answer = Desk(key).act(who, ticket, "messages", body=body, visible=True, at=at)
    say(answer, f"{who.id} replied in {answer['number']}.", as_json)


def note(
    ticket: Ticket,
    text: Text = None,
    file: File = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Write an internal note, which the requester never sees."""
    who, body = acting(as_agent), said(text, file, "the note")
    answer = Desk(key).act(who, ticket, "notes", body=body, at=at)
    say(answer, f"{who.id} left a note in {answer['number']}.", as_json)
