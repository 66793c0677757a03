"""Files of a ticket. The bytes are elsewhere, under their digest; here is what they are."""

from typing import ClassVar, NamedTuple
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import ActorKind, Timeline
from firstline_intake.domain import errors, guards
from firstline_intake.domain.core import authorship
from firstline_intake.domain.living import Living
from firstline_intake.domain.values import Author, Occasion

MAX_FILES = 500
"""Of one ticket, since its events are read whole."""


class File(NamedTuple):
    """What is known of bytes that are in the object store; `size` counts them."""

    media_type: str
    size: int
    sha256: str


class Placing(NamedTuple):
    """Where a file goes in the conversation, and who sees it there."""

    visible: bool
    message_id: str | None = None


class Attaching(Living):
    """The part of a ticket that files are attached to."""

    Event = PrivateEvent

    class AttachmentAdded(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.attachment-added"
        attachment_id: UUID
        name: str
        media_type: str
        size: int
        sha256: str
        author_kind: ActorKind
        author: str
        visible: bool
        message_id: str | None = None

        def apply(self, aggregate: "Attaching") -> None:
            aggregate.files += 1

    def start_attaching(self) -> None:
        self.files = 0

    def may_attach(self, placing: Placing) -> None:
        """Raises TicketAlreadyClosed, TooManyFiles, NoSuchMessage or MessageNotVisible."""
        if self.timeline is Timeline.LIVE and placing.visible:
            guards.not_closed(self.status)
        if self.files >= MAX_FILES:
            raise errors.TooManyFiles(
                f"The ticket has {MAX_FILES} files already; pack further ones into one archive."
            )
        if placing.message_id is not None:
            self._may_belong_to(placing.message_id, placing.visible)

    def attach(
        self,
        attachment_id: UUID,
        name: str,
        file: File,
        author: Author,
        placing: Placing,
        occasion: Occasion,
    ) -> None:
        """Tell of a file whose bytes are stored. Raises what `may_attach` raises."""
        self.may_attach(placing)
        self.go_live(occasion)
        known = {**file._asdict(), **placing._asdict(), **authorship(author)}
        self.tell(
            Attaching.AttachmentAdded, occasion, attachment_id=attachment_id, name=name, **known
        )

    def _may_belong_to(self, message_id: str, visible: bool) -> None:
        if message_id not in self.said:
            raise errors.NoSuchMessage(
                "The ticket has no such message; name one of its own by its id, or none."
            )
        if visible and not self.said[message_id]:
            raise errors.MessageNotVisible(
                "The message is internal, and so are its files; send the file with visible=false."
            )
