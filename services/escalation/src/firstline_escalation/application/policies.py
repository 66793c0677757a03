"""Whenever intake says something about a ticket, this happens to its case."""

from functools import singledispatch

from firstline_escalation.domain.case import Case
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.values import Occasion, Opening
from firstline_events.conversation import EscalationRequested
from firstline_events.intake import (
    AssignmentReported,
    TicketClassified,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    TicketResolved,
)
from firstline_events.message import Message
from firstline_events.relations import TicketMerged, TicketUnmerged, TicketWentLive


def react(said: Message, case: Case, lines: Lines, occasion: Occasion) -> None:
    """Do what the event asks for; most events of intake ask nothing.

    `case.heard` already holds the event itself.
    """
    if isinstance(said, TicketOpened) and said.classification_follows:
        return
    begin(case, lines, occasion)
    _react(said, case, lines, occasion)


def begin(case: Case, lines: Lines, occasion: Occasion) -> None:
    """Open the case of a ticket that has none yet, with what is known of it."""
    heard = case.heard
    if not case.exists and heard.number is not None and heard.opened_at is not None:
        known = (heard.number, heard.timeline, heard.opened_at, heard.language, heard.category)
        case.open(Opening(*known), lines, occasion)


@singledispatch
def _react(_said: Message, _case: Case, _lines: Lines, _occasion: Occasion) -> None:
    return


@_react.register
def when_ticket_opened(_: TicketOpened, case: Case, lines: Lines, occasion: Occasion) -> None:
    """Whenever a ticket is opened and no classification follows, then open its case."""
    begin(case, lines, occasion)


@_react.register
def when_ticket_classified(
    _: TicketClassified, case: Case, lines: Lines, occasion: Occasion
) -> None:
    """Whenever a ticket is classified, then open its case; or route one that nobody took."""
    case.route_anew(lines, occasion)


@_react.register
def when_assignment_reported(
    said: AssignmentReported, case: Case, _lines: Lines, occasion: Occasion
) -> None:
    """Whenever an imported ticket's desk assigns it, then follow."""
    case.follow(said.queue, said.assignee, occasion)


@_react.register
def when_ticket_went_live(_: TicketWentLive, case: Case, lines: Lines, occasion: Occasion) -> None:
    """Whenever an imported ticket goes live, then put its case into a queue of ours."""
    case.go_live(lines, occasion)


@_react.register
def when_ticket_resolved(_: TicketResolved, case: Case, _lines: Lines, occasion: Occasion) -> None:
    """Whenever a ticket is resolved, then its case ends."""
    case.end("resolved", occasion)


@_react.register
def when_ticket_closed(_: TicketClosed, case: Case, _lines: Lines, occasion: Occasion) -> None:
    """Whenever a ticket is closed, then its case ends, if it has not ended before."""
    case.end("closed", occasion)


@_react.register
def when_ticket_merged(_: TicketMerged, case: Case, _lines: Lines, occasion: Occasion) -> None:
    """Whenever a ticket becomes an alias of another, then its case ends."""
    case.end("merged", occasion)


@_react.register
def when_ticket_reopened(_: TicketReopened, case: Case, lines: Lines, occasion: Occasion) -> None:
    """Whenever a ticket is reopened, then its case goes back to where it was."""
    case.resume(lines, occasion)


@_react.register
def when_ticket_unmerged(_: TicketUnmerged, case: Case, lines: Lines, occasion: Occasion) -> None:
    """Whenever a ticket stands by itself again, then its case goes back to where it was."""
    case.resume(lines, occasion, parted=True)


@_react.register
def when_escalation_requested(
    said: EscalationRequested, case: Case, lines: Lines, occasion: Occasion
) -> None:
    """Whenever the requester asks for the next line, then ask the line that has the case."""
    case.take_request(said.request, lines, occasion)


REACTED_TO: frozenset[type[Message]] = frozenset(
    kind for kind in _react.registry if issubclass(kind, Message)
)
"""The events of intake that escalation reads; all others only advance the sequence."""
