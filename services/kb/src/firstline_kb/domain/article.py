"""An article: texts in several languages, each with its versions and their workflow."""

from datetime import date
from typing import ClassVar

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Language
from firstline_kb.domain.keeping import Keeping
from firstline_kb.domain.linking import Linking
from firstline_kb.domain.publishing import Publishing
from firstline_kb.domain.retiring import Retiring
from firstline_kb.domain.state import ArticleState, TextEvent, for_the_desk
from firstline_kb.domain.values import Drafting, Occasion, Text
from firstline_kb.domain.writing import Writing, says_something


class Article(Writing, Publishing, Retiring, Keeping, Linking):
    """Its first language is the one that it was drafted in."""

    Event = PrivateEvent

    class Drafted(TextEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.article.drafted"
        number: str
        slug: str
        owner: str
        title: str
        summary: str
        body: str
        category: str | None = None
        tags: tuple[str, ...] = ()
        review_on: date | None = None

        def apply(self, aggregate: ArticleState) -> None:
            aggregate.number, aggregate.slug = self.number, self.slug
            aggregate.tenant, aggregate.owner = self.by.tenant, self.owner
            aggregate.category, aggregate.tags = self.category, self.tags
            aggregate.review_on, aggregate.created_at = self.review_on, self.at
            aggregate.write(self, Text(self.title, self.summary, self.body))

    def draft(self, language: Language, text: Text, drafting: Drafting, occasion: Occasion) -> None:
        """Begin, with version 1 of the first language. Raises NotForRequesters, TextBlank."""
        for_the_desk(occasion)
        says_something(text)
        said = {**drafting._asdict(), **text._asdict(), "language": language, "version": 1}
        self.tell(Article.Drafted, occasion, **said)


EVENTS: tuple[type[PrivateEvent], ...] = (
    Article.Drafted,
    Article.Edited,
    Article.Reviewed,
    Article.SentBack,
    Article.Published,
    Article.Retired,
    Article.Classified,
    Article.OwnerChanged,
    Article.ReviewScheduled,
    Article.Linked,
    Article.Unlinked,
)
"""What the store may hold of articles."""
