"""The events of intake in words."""

from collections.abc import Callable
from typing import Any

from firstline_events import conversation as c
from firstline_events import intake as i
from firstline_events import relations as r
from firstline_events.message import Message

SHOWN = 200
"""So many characters of a text are shown."""


def short(text: str | None) -> str:
    """The text on one line, cut where it is long."""
    flat = " ".join((text or "").split())
    return f"“{flat[:SHOWN]}…”" if len(flat) > SHOWN else f"“{flat}”"


def _opened(event: i.TicketOpened) -> str:
    form = f", form {event.form}" if event.form else ""
    return f"opened {event.number} by {event.channel or 'unknown channel'}{form}: " + short(
        event.subject
    )


def _classified(event: i.TicketClassified) -> str:
    named = {"category": event.category, "impact": event.impact, "urgency": event.urgency}
    told = ", ".join(f"{name} {value}" for name, value in named.items() if value)
    return f"classified: {told or 'nothing is known any more'}"


def _status(event: i.StatusEvent) -> str:
    if event.status == event.previous_status:
        return f"still {event.status}; the desk now says {event.source_status}"
    return f"{event.previous_status} → {event.status}"


def _message(event: i.MessageAdded) -> str:
    return f"wrote {short(event.body)}" if event.visible else "left an internal note"


def _contact(event: c.ContactLogged) -> str:
    return f"spoke with the requester ({event.channel}, {event.direction}): {short(event.summary)}"


def _reported(event: i.AssignmentReported) -> str:
    return f"its desk: queue {event.queue or 'none'}, assignee {event.assignee or 'none'}"


TICKET_SAYS: dict[type[Message], Callable[[Any], str]] = {
    i.TicketOpened: _opened,
    i.MessageAdded: _message,
    i.TicketClassified: _classified,
    i.TicketStatusChanged: _status,
    i.TicketResolved: lambda e: f"resolved: {e.outcome}",
    i.TicketClosed: lambda _: "closed",
    i.TicketReopened: lambda e: f"reopened: {e.status}",
    i.AssignmentReported: _reported,
    i.SourceFieldsReported: lambda e: f"its desk changed {', '.join(e.changed)}",
    i.TicketObserved: lambda _: "still so",
    c.NoteWritten: lambda e: f"the note says {short(e.body)}",
    c.ContactLogged: _contact,
    c.AttachmentAdded: lambda e: f"attached {e.name} ({e.media_type}, {e.size:,} bytes)",
    c.EscalationRequested: lambda e: f"asks to be escalated from line {e.line or 'unknown'}",
    c.TicketRated: lambda e: f"rated it {e.stars} of 5",
    r.TicketMerged: lambda e: f"merged into {e.into}",
    r.TicketAbsorbed: lambda e: f"absorbed {e.absorbed}",
    r.TicketUnmerged: lambda e: f"stands by itself again, out of {e.parted_from}",
    r.TicketParted: lambda e: f"parted from {e.parted}",
    r.TicketLinked: lambda e: f"{e.relation.replace('_', ' ')} {e.other}",
    r.TicketUnlinked: lambda e: f"no longer {e.relation.replace('_', ' ')} {e.other}",
    r.TicketWentLive: lambda _: "lives by the wall clock from here on",
}
TICKET_WHY: dict[type[Message], Callable[[Any], str | None]] = {
    i.TicketResolved: lambda e: e.note,
    i.TicketReopened: lambda e: e.reason,
    c.EscalationRequested: lambda e: e.reason,
    c.TicketRated: lambda e: e.comment,
}
