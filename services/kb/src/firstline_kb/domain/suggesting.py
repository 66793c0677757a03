"""What was found for a text: the part that a ticket's suggestion and a draft have in common."""

from typing import Any, NamedTuple
from uuid import UUID

from firstline_chassis.aggregate import Aggregate, PrivateEvent
from firstline_events.vocabulary import Language
from firstline_kb.domain.values import Occasion


class Answer(NamedTuple):
    """An article that may answer; scores compare the answers of one proposal alone."""

    article_id: UUID
    number: str
    slug: str
    language: Language
    title: str
    score: float


class Proposal(NamedTuple):
    """What a search says of a text. No article: none is sure to answer it."""

    language: Language
    answered_in: Language
    articles: tuple[Answer, ...]
    share: float
    """How much of the text's weight the best article holds, 0 to 1, whether it is named or not."""
    lead: float | None
    """Its score over that of the second; None: there was no second."""
    rule: str
    """By which it was decided whether to name any: `confident@2`."""
    words: tuple[str, ...]
    """The stems that say most about the text, the rarest first."""

    def names(self, article: UUID) -> bool:
        return any(one.article_id == article for one in self.articles)


class ArticlesSuggested(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
    """A text was compared with the published articles. The text itself is nowhere in it."""

    language: Language
    answered_in: Language
    share: float
    rule: str
    lead: float | None = None
    articles: tuple[Answer, ...] = ()
    words: tuple[str, ...] = ()

    def apply(self, aggregate: "Suggesting") -> None:
        told = {name: getattr(self, name) for name in Proposal._fields}
        aggregate.proposal = Proposal(**told)
        aggregate.asked += 1


class Suggesting(Aggregate):
    """Whatever articles are suggested for."""

    Event = PrivateEvent

    def __init__(self) -> None:
        self.proposal: Proposal | None = None
        """The latest one."""
        self.asked = 0
        """For how many texts."""

    def suggests(self, article: UUID) -> bool:
        """Whether the latest proposal names it."""
        return self.proposal is not None and self.proposal.names(article)

    def tell(self, event: type[PrivateEvent], occasion: Occasion, **fields: Any) -> None:
        self.trigger(event, **occasion._asdict(), **fields)
