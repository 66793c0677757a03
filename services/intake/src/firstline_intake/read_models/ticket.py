"""One ticket as it stands, with its conversation: read from its events, so it is never late."""

from collections.abc import Sequence
from datetime import datetime
from functools import singledispatch
from typing import Any
from uuid import UUID

from msgspec.structs import asdict
from pydantic import BaseModel

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Status, Timeline
from firstline_intake.domain.ticket import Moved, Ticket


class MessageView(BaseModel):
    """One message of the conversation."""

    id: str
    at: datetime
    author_kind: str
    author: str
    visible: bool
    channel: str | None
    body: str


class TicketSummary(BaseModel):
    """A ticket as agents see it in a list; times in UTC. `version` is what the ETag says."""

    id: UUID
    number: str
    version: int
    tenant: str
    origin: str | None
    reference: str | None
    timeline: Timeline
    opened_at: datetime
    effective_at: datetime
    status: Status
    source_status: str | None
    channel: str | None
    language: str | None
    subject: str | None
    requester_id: UUID | None
    category: str | None = None
    impact: str | None = None
    urgency: str | None = None
    queue: str | None = None
    assignee: str | None = None
    outcome: str | None = None


class TicketView(TicketSummary):
    """A ticket with its conversation."""

    messages: list[MessageView] = []


def view_of(events: Sequence[PrivateEvent]) -> TicketView | None:
    """The view of one ticket's events in order; None when there are none."""
    if not events or not isinstance(events[0], Ticket.Opened):
        return None
    state = _opened(events[0])
    for event in events[1:]:
        state.update(_told(event, state))
    last = events[-1]
    return TicketView(**state, version=last.originator_version, effective_at=last.effective_at)


def summary_of(events: Sequence[PrivateEvent]) -> TicketSummary | None:
    """The same without the conversation."""
    view = view_of(events)
    return view and TicketSummary(**view.model_dump(exclude={"messages"}))


def _opened(event: Ticket.Opened) -> dict[str, Any]:
    named = ("number", "timeline", "opened_at", "source_status", "channel", "language", "subject")
    by = event.by
    known = {name: getattr(event, name) for name in (*named, "requester_id")}
    whence = {"tenant": by.tenant, "origin": by.origin, "reference": by.reference}
    return {"id": event.originator_id, "status": Status.NEW, "messages": [], **known, **whence}


@singledispatch
def _told(_event: PrivateEvent, _state: dict[str, Any]) -> dict[str, Any]:
    return {}


@_told.register
def _moved(event: Moved, state: dict[str, Any]) -> dict[str, Any]:
    outcome = event.outcome if isinstance(event, Ticket.Resolved) else state.get("outcome")
    if isinstance(event, Ticket.Reopened):
        outcome = None
    return {"status": event.status, "source_status": event.source_status, "outcome": outcome}


@_told.register
def _classified(event: Ticket.Classified, _state: dict[str, Any]) -> dict[str, Any]:
    now = event.now
    return {"category": now.category, "impact": now.impact, "urgency": now.urgency}


@_told.register
def _assigned(event: Ticket.AssignmentReported, _state: dict[str, Any]) -> dict[str, Any]:
    return asdict(event.now)


@_told.register
def _reported(event: Ticket.SourceFieldsReported, _state: dict[str, Any]) -> dict[str, Any]:
    return {"channel": event.now.channel, "requester_id": event.now.requester_id}


@_told.register
def _said(event: Ticket.MessageAdded, state: dict[str, Any]) -> dict[str, Any]:
    message = MessageView(
        id=event.message_id,
        at=event.at,
        author_kind=event.author_kind,
        author=event.author,
        visible=event.visible,
        channel=event.channel,
        body=event.body,
    )
    state["messages"].append(message)
    return {}
