"""The draft of a ticket: articles for a text as it is typed, and what became of it."""

from typing import ClassVar
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_kb.domain import errors
from firstline_kb.domain.suggesting import ArticlesSuggested, Proposal, Suggesting
from firstline_kb.domain.values import Occasion

MOST_TEXTS = 200
"""A draft that is written anew more often is no draft of a person."""


class Draft(Suggesting):
    """What a requester writes before a ticket exists. It ends deflected, or as a ticket."""

    Event = PrivateEvent

    class Suggested(ArticlesSuggested, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.draft.suggested"

    class Deflected(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.draft.deflected"
        article_id: UUID | None = None
        walk: UUID | None = None

        def apply(self, aggregate: "Draft") -> None:
            aggregate.deflected_by = self.article_id or self.walk

    class Opened(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.draft.opened"
        ticket: UUID

        def apply(self, aggregate: "Draft") -> None:
            aggregate.ticket = self.ticket

    def __init__(self) -> None:
        super().__init__()
        self.deflected_by: UUID | None = None
        """The article or the walk that answered."""
        self.ticket: UUID | None = None
        """The ticket that it has become."""

    @property
    def state(self) -> str:
        """`open`, `deflected` or `ticket`: a ticket that is opened in spite of it counts."""
        if self.ticket is not None:
            return "ticket"
        return "open" if self.deflected_by is None else "deflected"

    def suggest(self, proposal: Proposal, occasion: Occasion) -> None:
        """For its first text, and for whatever text says something else. Raises DraftOver, …"""
        self.goes_on()
        if self.asked >= MOST_TEXTS:
            raise errors.DraftTooOften(
                f"This draft was changed {MOST_TEXTS} times; begin another one."
            )
        if proposal != self.proposal:
            self.tell(Draft.Suggested, occasion, **proposal._asdict())

    def deflect(self, article: UUID | None, walk: UUID | None, occasion: Occasion) -> None:
        """An article or a walk has answered: no ticket is needed. Raises DraftOver."""
        self.goes_on()
        self.tell(Draft.Deflected, occasion, article_id=article, walk=walk)

    def become(self, ticket: UUID, occasion: Occasion) -> None:
        """A ticket was opened from it, the first one counts; even if it was deflected before."""
        if self.ticket is None:
            self.tell(Draft.Opened, occasion, ticket=ticket)

    def goes_on(self) -> None:
        """Raises DraftOver."""
        if self.ticket is not None:
            raise errors.DraftOver(
                "A ticket was opened from this draft; write to the ticket.", ticket=str(self.ticket)
            )
        if self.deflected_by is not None:
            raise errors.DraftOver(
                "This draft was answered and is over; begin another one, or open a ticket."
            )
