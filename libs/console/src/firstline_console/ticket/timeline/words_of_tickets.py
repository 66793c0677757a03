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
    channel = f" by {event.channel}" if event.channel else ""
    form = f", form {event.form}" if event.form else ""
    return f"opened {event.number}{channel}{form}: {short(event.subject)}"


def _classified(event: i.TicketClassified) -> str:
    named = {"category": event.category, "impact": event.impact, "urgency": event.urgency}
    told = ", ".join(f"{name} {value}" for name, value in named.items() if value)
    return f"classified it: {told or 'nothing is known any more'}"


def _status(event: i.StatusEvent) -> str:
    if event.status == event.previous_status:
        return f"called it {event.source_status}; it is still {event.status}"
    return f"changed the status from {event.previous_status} to {event.status}"


def _message(event: i.MessageAdded) -> str:
    return f"wrote {short(event.body)}" if event.visible else "left an internal note"


def _contact(event: c.ContactLogged) -> str:
    return f"spoke with the requester ({event.channel}, {event.direction}): {short(event.summary)}"


def _reported(event: i.AssignmentReported) -> str:
    return f"reported queue {event.queue or 'none'}, assigned to {event.assignee or 'nobody'}"


def _stands(relation: str, other: object) -> str:
    """`caused_by` as people say it: is caused by."""
    words = relation.replace("_", " ")
    passive = words.endswith(" by") or words.startswith("split ")
    return f"{'is ' if passive else ''}{words} {other}"


TICKET_SAYS: dict[type[Message], Callable[[Any], str]] = {
    i.TicketOpened: _opened,
    i.MessageAdded: _message,
    i.TicketClassified: _classified,
    i.TicketStatusChanged: _status,
    i.TicketResolved: lambda e: f"resolved it: {e.outcome}",
    i.TicketClosed: lambda _: "closed it",
    i.TicketReopened: lambda e: f"reopened it, as {e.status}",
    i.AssignmentReported: _reported,
    i.SourceFieldsReported: lambda e: f"reported other words for {', '.join(e.changed)}",
    i.TicketObserved: lambda _: "reported no change",
    c.NoteWritten: lambda e: f"wrote the note {short(e.body)}",
    c.ContactLogged: _contact,
    c.AttachmentAdded: lambda e: f"attached {e.name} ({e.media_type}, {e.size:,} bytes)",
    c.EscalationRequested: lambda e: f"asked that it be escalated from line {e.line or 'unknown'}",
    c.TicketRated: lambda e: f"rated it {e.stars} of 5",
    r.TicketMerged: lambda e: f"merged it into {e.into}",
    r.TicketAbsorbed: lambda e: f"merged {e.absorbed} into it",
    r.TicketUnmerged: lambda e: f"unmerged it from {e.parted_from}",
    r.TicketParted: lambda e: f"unmerged {e.parted} from it",
    r.TicketLinked: lambda e: f"said that it {_stands(e.relation, e.other)}",
    r.TicketUnlinked: lambda e: f"took back that it {_stands(e.relation, e.other)}",
    r.TicketWentLive: lambda _: "made it live: the wall clock counts from here on",
}
TICKET_WHY: dict[type[Message], Callable[[Any], str | None]] = {
    i.TicketResolved: lambda e: e.note,
    i.TicketReopened: lambda e: e.reason,
    c.EscalationRequested: lambda e: e.reason,
    c.TicketRated: lambda e: e.comment,
}
