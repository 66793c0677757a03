"""What several parts of a ticket read: where it stands, and what was said in it."""

from typing import Any

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Status, Timeline
from firstline_intake.domain.telling import Telling
from firstline_intake.domain.values import Author, Standing


class TicketCore(Telling):
    """The state that parts share; a part that reads none of it builds on Telling alone."""

    Event = PrivateEvent

    def start_core(self) -> None:
        self.number = ""
        self.timeline = Timeline.LIVE
        self.opened_at = self.effective_at
        self.standing = Standing(Status.NEW)
        self.said = dict[str, bool]()
        """The messages by id: whether the requester sees them."""

    @property
    def status(self) -> Status:
        return self.standing.status


def authorship(author: Author) -> dict[str, Any]:
    """An author as the fields of an event."""
    return {"author_kind": author.kind, "author": author.name}
