"""Who answers for an article, what it is about, and when somebody looks at it again."""

from datetime import date
from typing import ClassVar

from firstline_chassis.aggregate import PrivateEvent
from firstline_kb.domain import errors
from firstline_kb.domain.state import ArticleState, for_the_desk
from firstline_kb.domain.values import Occasion


class Keeping(ArticleState):
    """What is said of an article as a whole, in all of its languages."""

    class Classified(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.article.classified"
        category: str | None = None
        tags: tuple[str, ...] = ()

        def apply(self, aggregate: ArticleState) -> None:
            aggregate.category, aggregate.tags = self.category, self.tags

    class OwnerChanged(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.article.owner-changed"
        owner: str
        previous_owner: str

        def apply(self, aggregate: ArticleState) -> None:
            aggregate.owner = self.owner

    class ReviewScheduled(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.article.review-scheduled"
        review_on: date | None = None

        def apply(self, aggregate: ArticleState) -> None:
            aggregate.review_on = self.review_on

    def classify(self, category: str | None, tags: tuple[str, ...], occasion: Occasion) -> None:
        """What it is about, anew and whole. Raises NotForRequesters, Unchanged."""
        for_the_desk(occasion)
        if (category, tags) == (self.category, self.tags):
            raise errors.Unchanged("Its category and tags are these already.")
        self.tell(Keeping.Classified, occasion, category=category, tags=tags)

    def give_to(self, owner: str, occasion: Occasion) -> None:
        """Somebody else answers for it. Raises NotForRequesters, Unchanged."""
        for_the_desk(occasion)
        if owner == self.owner:
            raise errors.Unchanged(f"{owner} owns it already.")
        self.tell(Keeping.OwnerChanged, occasion, owner=owner, previous_owner=self.owner)

    def schedule_review(self, review_on: date | None, occasion: Occasion) -> None:
        """By that day somebody looks whether it still holds; None: nobody has to.

        Raises NotForRequesters, Unchanged.
        """
        for_the_desk(occasion)
        if review_on == self.review_on:
            raise errors.Unchanged("Its review date is this one already.")
        self.tell(Keeping.ReviewScheduled, occasion, review_on=review_on)
