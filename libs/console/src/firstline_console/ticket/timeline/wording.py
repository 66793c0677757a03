"""What an event says, in a sentence; and why, where it gives its reasons."""

from collections.abc import Callable
from typing import Any

from firstline_chassis.received import Received, read_data
from firstline_console.ticket.timeline.words_of_cases import CASE_SAYS, CASE_WHY
from firstline_console.ticket.timeline.words_of_suggestions import SUGGESTION_SAYS, SUGGESTION_WHY
from firstline_console.ticket.timeline.words_of_tickets import TICKET_SAYS, TICKET_WHY
from firstline_console.ticket.timeline.words_of_walks import WALK_SAYS, WALK_WHY
from firstline_events.catalogue import message_types
from firstline_events.message import Message
from firstline_events.triage import AssessmentSkipped, TicketAssessed

Words = dict[type[Message], Callable[[Any], str]]
Reasons = dict[type[Message], Callable[[Any], str | None]]
_SAYS: Words = {
    **TICKET_SAYS,
    **CASE_SAYS,
    **WALK_SAYS,
    **SUGGESTION_SAYS,
    TicketAssessed: lambda e: f"gave it priority {e.priority}, score {e.score} ({e.policy})",
    AssessmentSkipped: lambda e: f"could give it no priority ({e.policy})",
}
_WHY: Reasons = {
    **TICKET_WHY,
    **CASE_WHY,
    **WALK_WHY,
    **SUGGESTION_WHY,
    TicketAssessed: lambda e: "; ".join(one.reason for one in e.contributions),
    AssessmentSkipped: lambda e: e.reason,
}


def sentence(topic: str, received: Received) -> tuple[str, str | None]:
    """What happened and why; of a type that a newer service publishes, its name alone."""
    model = message_types(topic).get(received.type)
    if model is None:
        return _name(received.type), None
    event = read_data(model, received)
    says, why = _SAYS.get(type(event)), _WHY.get(type(event))
    return (says(event) if says else _name(received.type)), (why(event) if why else None)


def _name(kind: str) -> str:
    """`firstline.intake.ticket-opened.v1` as people say it: ticket opened."""
    return kind.split(".")[-2].replace("-", " ")
