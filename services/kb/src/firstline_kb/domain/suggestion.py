"""The articles that may answer a ticket: suggested, accepted or rejected, and whether they did."""

from typing import ClassVar
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_kb.domain import errors
from firstline_kb.domain.suggesting import ArticlesSuggested, Proposal, Suggesting
from firstline_kb.domain.values import Occasion


class AboutArticle(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
    """What every event about one of the articles says."""

    article_id: UUID


class Suggestion(Suggesting):
    """Keyed by the ticket. The article that was accepted last stands as the answer."""

    Event = PrivateEvent

    class Suggested(ArticlesSuggested, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.suggestion.suggested"

    class Accepted(AboutArticle, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.suggestion.accepted"
        suggested: bool

        def apply(self, aggregate: "Suggestion") -> None:
            aggregate.forget(self.article_id)
            aggregate.accepted.append(self.article_id)
            aggregate.rejected.discard(self.article_id)

    class Rejected(AboutArticle, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.suggestion.rejected"
        reason: str | None = None

        def apply(self, aggregate: "Suggestion") -> None:
            aggregate.forget(self.article_id)
            aggregate.rejected.add(self.article_id)

    class Solved(AboutArticle, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.suggestion.solved"

        def apply(self, aggregate: "Suggestion") -> None:
            aggregate.solved_by = self.article_id

    class Withdrawn(AboutArticle, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.suggestion.withdrawn"

        def apply(self, aggregate: "Suggestion") -> None:
            aggregate.solved_by = None

    def __init__(self) -> None:
        super().__init__()
        self.accepted: list[UUID] = []
        """Those that stand, the latest last."""
        self.rejected: set[UUID] = set()
        self.solved_by: UUID | None = None
        """The article by which the ticket is solved, while it is."""

    def forget(self, article: UUID) -> None:
        """It is accepted no longer; for events to apply."""
        self.accepted = [one for one in self.accepted if one != article]

    def suggest(self, proposal: Proposal, occasion: Occasion) -> None:
        """Once for each ticket; whoever asks again changes nothing."""
        if self.proposal is None:
            self.tell(Suggestion.Suggested, occasion, **proposal._asdict())

    def accept(self, article: UUID, occasion: Occasion) -> None:
        """It answers the ticket, suggested or found otherwise. Raises AcceptedAlready."""
        if self.accepted and self.accepted[-1] == article:
            raise errors.AcceptedAlready(
                "This article stands accepted already; the ticket is solved by it once it is"
                " resolved as solved."
            )
        suggested = self.suggests(article)
        self.tell(Suggestion.Accepted, occasion, article_id=article, suggested=suggested)

    def reject(self, article: UUID, reason: str | None, occasion: Occasion) -> None:
        """It does not answer the ticket. Raises RejectedAlready, NotSuggested."""
        if article in self.rejected:
            raise errors.RejectedAlready(
                "This article is rejected already; accept it if it does answer."
            )
        if not self.suggests(article) and article not in self.accepted:
            raise errors.NotSuggested(
                "This article was neither suggested for the ticket nor accepted; there is nothing"
                " to reject."
            )
        self.tell(Suggestion.Rejected, occasion, article_id=article, reason=reason)

    def solve(self, occasion: Occasion) -> None:
        """The ticket is resolved as solved: by the article that stands, if one does."""
        if self.accepted and self.solved_by is None:
            self.tell(Suggestion.Solved, occasion, article_id=self.accepted[-1])

    def withdraw(self, occasion: Occasion) -> None:
        """The ticket goes on: no article has solved it."""
        if self.solved_by is not None:
            self.tell(Suggestion.Withdrawn, occasion, article_id=self.solved_by)
