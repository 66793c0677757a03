"""Which tickets an article has to do with."""

from typing import ClassVar
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_kb.domain import errors
from firstline_kb.domain.state import ArticleState, for_the_desk
from firstline_kb.domain.values import Occasion


class Linking(ArticleState):
    """Links to tickets: each says that the article is about what the ticket asks."""

    class Linked(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.article.linked"
        ticket: UUID

        def apply(self, aggregate: ArticleState) -> None:
            aggregate.tickets[self.ticket] = self.at

    class Unlinked(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.article.unlinked"
        ticket: UUID

        def apply(self, aggregate: ArticleState) -> None:
            aggregate.tickets.pop(self.ticket, None)

    def link(self, ticket: UUID, occasion: Occasion) -> None:
        """Raises NotForRequesters, LinkedAlready."""
        for_the_desk(occasion)
        if ticket in self.tickets:
            raise errors.LinkedAlready(f"{self.number} is linked to this ticket already.")
        self.tell(Linking.Linked, occasion, ticket=ticket)

    def unlink(self, ticket: UUID, occasion: Occasion) -> None:
        """Raises NotForRequesters, NotLinked."""
        for_the_desk(occasion)
        if ticket not in self.tickets:
            raise errors.NotLinked(f"{self.number} is not linked to this ticket.")
        self.tell(Linking.Unlinked, occasion, ticket=ticket)
