"""A ticket as its requester sees it: built from visible events only, never from the agents' view.

No notes, no queue, no assignee, no impact, no other person's name: agents appear by their display
id, everybody else by what they are.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.store import Transaction
from firstline_events.vocabulary import ActorKind, Direction, Status
from firstline_intake.domain.ticket import Moved, Ticket
from firstline_intake.read_models import aliases, cases
from firstline_intake.read_models.cases import Case
from firstline_intake.read_models.seen import (
    Histories,
    Seen,
    copied_messages,
    own_tickets,
    root_of,
    seen_in,
)


class MessageSeen(BaseModel):
    """What was said to the requester, or by them; `author` names agents alone."""

    id: str
    at: datetime
    author_kind: ActorKind
    author: str | None
    channel: str | None
    body: str


class FileSeen(BaseModel):
    """A file that the requester may read; with a message, or for itself."""

    id: UUID
    at: datetime
    message_id: str | None
    name: str
    media_type: str
    size: int


class ContactSeen(BaseModel):
    """A call that an agent wrote down, and what the requester may read of it."""

    at: datetime
    channel: str
    direction: Direction
    agent: str
    duration_seconds: int | None
    summary: str | None


class RequestSeen(BaseModel):
    """A request to be escalated, and what became of it: open, taken, accepted or declined."""

    at: datetime
    reason: str
    outcome: str = "open"
    reply: str | None = None
    answered_at: datetime | None = None


class ReferralSeen(BaseModel):
    """Where to go instead."""

    to: str
    where: str


class RequesterView(BaseModel):
    """A ticket as its requester sees it; `status` is that of whoever answers for it."""

    id: UUID
    number: str
    subject: str | None
    status: Status
    channel: str | None
    opened_at: datetime
    messages: list[MessageSeen] = []
    attachments: list[FileSeen] = []
    contacts: list[ContactSeen] = []
    requests: list[RequestSeen] = []
    referral: ReferralSeen | None = None
    may_be_rated: bool = False
    """Whether its resolution waits for the requester's word on it."""


def view_for_requester(tx: Transaction, ticket: UUID) -> RequesterView | None:
    """None for a ticket that was never opened."""
    histories = around(tx, ticket)
    if not histories[ticket]:
        return None
    return requester_view(ticket, histories, cases.cases_of(tx, histories))


def around(tx: Transaction, ticket: UUID) -> Histories:
    """Every stream that may hold something for the ticket's requester."""
    above = aliases.above(tx, [ticket])
    below = [one for root in above for one in aliases.below(tx, root)]
    found = tx.histories([*dict.fromkeys([*above, *below])])
    found |= aliases.ever_above(tx, found)
    named = {event.by.via for events in found.values() for event in events if event.by.via}
    also = (named | copied_messages(found[ticket]).keys()) - found.keys()
    return found | tx.histories(also) if also else found


def requester_view(ticket: UUID, histories: Histories, known: Mapping[UUID, Case]) -> RequesterView:
    """The view, of these streams alone; raises KeyError for a ticket that isn't among them."""
    opened, root = histories[ticket][0], root_of(ticket, histories)
    assert isinstance(opened, Ticket.Opened)
    seen = seen_in(ticket, histories)
    answers = root if root in own_tickets(ticket, histories) else ticket
    return RequesterView(
        id=ticket,
        number=opened.number,
        subject=opened.subject,
        status=_status(histories.get(root, histories[ticket])),
        channel=_channel(histories[ticket], opened.channel),
        opened_at=opened.opened_at,
        messages=[_message(one.event) for one in seen if _is(one, Ticket.MessageAdded)],
        attachments=[_file(one.event) for one in seen if _is(one, Ticket.AttachmentAdded)],
        contacts=[_contact(one.event) for one in seen if _is(one, Ticket.ContactLogged)],
        requests=[_request(one, known) for one in seen if _is(one, Ticket.EscalationRequested)],
        referral=_referral(known.get(answers)),
        may_be_rated=_may_be_rated(histories[answers]),
    )


def _is(seen: Seen, kind: type[PrivateEvent]) -> bool:
    return isinstance(seen.event, kind)


def _message(event: Any) -> MessageSeen:
    return MessageSeen(
        id=event.message_id,
        at=event.at,
        author_kind=event.author_kind,
        author=event.author if event.author_kind is ActorKind.AGENT else None,
        channel=event.channel,
        body=event.body,
    )


def _file(event: Any) -> FileSeen:
    said = ("message_id", "name", "media_type", "size")
    return FileSeen(
        id=event.attachment_id, at=event.at, **{name: getattr(event, name) for name in said}
    )


def _contact(event: Any) -> ContactSeen:
    told = ("at", "channel", "direction", "agent", "duration_seconds", "summary")
    return ContactSeen(**{name: getattr(event, name) for name in told})


def _request(seen: Seen, known: Mapping[UUID, Case]) -> RequestSeen:
    event: Any = seen.event
    case = known.get(seen.stream)
    answer = case.requests.get(event.request) if case else None
    told = answer._asdict() if answer else {}
    return RequestSeen(at=event.at, reason=event.reason, **told)


def _referral(case: Case | None) -> ReferralSeen | None:
    if case is None or case.referred_to is None or case.referred_where is None:
        return None
    return ReferralSeen(to=case.referred_to, where=case.referred_where)


def _status(events: Sequence[PrivateEvent]) -> Status:
    moves = [event for event in events if isinstance(event, Moved)]
    return moves[-1].status if moves else Status.NEW


def _channel(events: Sequence[PrivateEvent], first: str | None) -> str | None:
    told = [event for event in events if isinstance(event, Ticket.SourceFieldsReported)]
    return told[-1].now.channel if told else first


def _may_be_rated(events: Sequence[PrivateEvent]) -> bool:
    waits = False
    for event in events:
        if isinstance(event, Ticket.Resolved):
            waits = True
        elif isinstance(event, Ticket.Reopened | Ticket.Rated):
            waits = False
    return waits
