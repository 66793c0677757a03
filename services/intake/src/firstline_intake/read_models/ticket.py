"""One ticket as it stands, with its conversation: read from its events, so it is never late."""

from collections.abc import Sequence
from datetime import datetime
from functools import singledispatch
from typing import Any, NamedTuple
from uuid import UUID

from msgspec.structs import asdict
from pydantic import BaseModel

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Relation, Status, Timeline
from firstline_intake.domain.living import Living
from firstline_intake.domain.ticket import Moved, Ticket
from firstline_intake.read_models.attachments import AttachmentView
from firstline_intake.read_models.conversing import (
    ContactView,
    RatingView,
    contact_of,
    rating_of,
)


class Kin(BaseModel):
    """Another ticket that this one speaks of."""

    id: UUID
    number: str | None = None


class MessageView(BaseModel):
    """One message of the conversation, and the ticket whose message it is.

    `written_to` names an alias to which it was written, where its root answered for it.
    """

    id: str
    ticket: str
    written_to: Kin | None = None
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
    line: str | None = None
    queue: str | None = None
    assignee: str | None = None
    owner: str | None = None
    outcome: str | None = None
    merged_into: Kin | None = None


class LinkView(BaseModel):
    """How `ticket` stands to another one; `messages` of that one belong to it too."""

    ticket: str
    relation: Relation
    other: Kin
    messages: list[str] = []


class RequestView(BaseModel):
    """A request to be escalated; `outcome` is open, taken, accepted or declined."""

    ticket: str
    request: int
    at: datetime
    reason: str
    line: str | None = None
    outcome: str = "open"
    reply: str | None = None
    answered_at: datetime | None = None


class TicketView(TicketSummary):
    """A ticket with its conversation; a root's with those of its aliases, in effective time.

    An alias shows its own, and where it went.
    """

    messages: list[MessageView] = []
    aliases: list[Kin] = []
    links: list[LinkView] = []
    requests: list[RequestView] = []
    attachments: list[AttachmentView] = []
    contacts: list[ContactView] = []
    ratings: list[RatingView] = []
    form: str | None = None
    """The version of the forms that `fields` was checked by."""
    fields: dict[str, str | bool | int] | None = None


def view_of(events: Sequence[PrivateEvent]) -> TicketView | None:
    """The view of one ticket's own events in order; None when there are none."""
    if not events or not isinstance(events[0], Ticket.Opened):
        return None
    state = _opened(events[0])
    for event in events[1:]:
        state.update(_told(event, state))
    last = events[-1]
    state["messages"] = [one.message for one in said_in(events)]
    return TicketView(**state, version=last.originator_version, effective_at=last.effective_at)


def summary_of(events: Sequence[PrivateEvent]) -> TicketSummary | None:
    """The same without the conversation."""
    view = view_of(events)
    return view and TicketSummary(**{name: getattr(view, name) for name in _SUMMARY})


class Said(NamedTuple):
    """A message in its place: when it counts, and which event of its ticket it is."""

    effective_at: datetime
    version: int
    message: MessageView


def said_in(events: Sequence[PrivateEvent]) -> list[Said]:
    """The messages of one ticket's own events, in order."""
    if not events or not isinstance(events[0], Ticket.Opened):
        return []
    number = events[0].number
    messages = (one for one in events if isinstance(one, Ticket.MessageAdded))
    return [
        Said(one.effective_at, one.originator_version, _message(one, number)) for one in messages
    ]


def _message(event: Ticket.MessageAdded, number: str) -> MessageView:
    via = event.by.via
    return MessageView(
        id=event.message_id,
        ticket=number,
        written_to=Kin(id=via) if via else None,
        at=event.at,
        author_kind=event.author_kind,
        author=event.author,
        visible=event.visible,
        channel=event.channel,
        body=event.body,
    )


_SUMMARY = tuple(TicketSummary.model_fields)


def _opened(event: Ticket.Opened) -> dict[str, Any]:
    named = ("number", "timeline", "opened_at", "source_status", "channel", "language", "subject")
    by = event.by
    known = {name: getattr(event, name) for name in (*named, "requester_id")}
    whence = {"tenant": by.tenant, "origin": by.origin, "reference": by.reference}
    begun: dict[str, Any] = {"status": Status.NEW, "links": [], "requests": []}
    begun |= {"contacts": [], "ratings": [], "form": event.form, "fields": event.fields}
    return {"id": event.originator_id, **begun, **known, **whence}


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
def _went_live(_: Living.WentLive, _state: dict[str, Any]) -> dict[str, Any]:
    return {"timeline": Timeline.LIVE}


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
def _linked(event: Ticket.Linked, state: dict[str, Any]) -> dict[str, Any]:
    link = LinkView(
        ticket=state["number"],
        relation=event.relation,
        other=Kin(id=event.other),
        messages=list(event.messages),
    )
    return {"links": [*state["links"], link]}


@_told.register
def _unlinked(event: Ticket.Unlinked, state: dict[str, Any]) -> dict[str, Any]:
    ended = (event.other, event.relation)
    return {"links": [one for one in state["links"] if (one.other.id, one.relation) != ended]}


@_told.register
def _merged(event: Ticket.Merged, _state: dict[str, Any]) -> dict[str, Any]:
    return {"merged_into": Kin(id=event.into)}


@_told.register
def _unmerged(_event: Ticket.Unmerged, _state: dict[str, Any]) -> dict[str, Any]:
    return {"merged_into": None}


@_told.register
def _asked(event: Ticket.EscalationRequested, state: dict[str, Any]) -> dict[str, Any]:
    asked = RequestView(
        ticket=state["number"],
        request=event.request,
        at=event.at,
        reason=event.reason,
        line=event.line,
    )
    return {"requests": [*state["requests"], asked]}


@_told.register
def _contact(event: Ticket.ContactLogged, state: dict[str, Any]) -> dict[str, Any]:
    return {"contacts": [*state["contacts"], contact_of(event)]}


@_told.register
def _rated(event: Ticket.Rated, state: dict[str, Any]) -> dict[str, Any]:
    return {"ratings": [*state["ratings"], rating_of(event)]}
