"""The files of a ticket, as its events tell of them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from firstline_chassis.aggregate import PrivateEvent
from firstline_intake.domain.ticket import Ticket


class AttachmentView(BaseModel):
    """What a file is, who sent it and when (UTC), and which message it belongs to."""

    id: UUID
    at: datetime
    name: str
    media_type: str
    size: int
    sha256: str
    author_kind: str
    author: str
    visible: bool
    message: str | None


def attachment_of(event: Ticket.AttachmentAdded) -> AttachmentView:
    return AttachmentView(
        id=event.attachment_id,
        at=event.at,
        name=event.name,
        media_type=event.media_type,
        size=event.size,
        sha256=event.sha256,
        author_kind=event.author_kind,
        author=event.author,
        visible=event.visible,
        message=event.message_id,
    )


def attachments_of(events: Iterable[PrivateEvent]) -> list[AttachmentView]:
    """All of them, in the order of effective time."""
    told = [one for one in events if isinstance(one, Ticket.AttachmentAdded)]
    return [attachment_of(one) for one in sorted(told, key=lambda one: one.effective_at)]
