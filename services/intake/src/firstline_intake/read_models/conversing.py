"""Contacts and ratings of a ticket, as its events tell of them."""

from datetime import datetime

from pydantic import BaseModel

from firstline_events.vocabulary import Direction
from firstline_intake.domain.ticket import Ticket


class ContactView(BaseModel):
    """A call or another contact that an agent wrote down; `at` is when it began (UTC)."""

    id: str
    at: datetime
    channel: str
    direction: Direction
    agent: str
    duration_seconds: int | None
    summary: str | None


class RatingView(BaseModel):
    """How content the requester was with one resolution."""

    cycle: int
    at: datetime
    stars: int
    comment: str | None


def contact_of(event: Ticket.ContactLogged) -> ContactView:
    return ContactView(
        id=event.contact_id,
        at=event.at,
        channel=event.channel,
        direction=event.direction,
        agent=event.agent,
        duration_seconds=event.duration_seconds,
        summary=event.summary,
    )


def rating_of(event: Ticket.Rated) -> RatingView:
    return RatingView(cycle=event.cycle, at=event.at, stars=event.stars, comment=event.comment)
