"""What is suggested for a ticket or a draft, as people read it: from its events, so never late."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Language
from firstline_kb.domain.article import Article
from firstline_kb.domain.draft import Draft
from firstline_kb.domain.suggesting import Answer, Suggesting
from firstline_kb.domain.suggestion import Suggestion
from firstline_kb.read_models.tickets import LiveTicket


class ArticleNamed(BaseModel):
    """An article that may answer, in the language that it was found in."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    article_id: UUID
    number: str
    slug: str
    language: Language
    title: str
    score: float | None
    """Only for comparing those of one answer; null: it was not suggested but found otherwise."""


class ArticleForTicket(ArticleNamed):
    """And what people say of it."""

    suggested: bool
    standing: str
    """`suggested`, `accepted` or `rejected`."""


class Suggestions(BaseModel):
    """What may answer. No articles: none is sure, or nothing was compared yet."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    language: Language | None
    """The one that was said, or recognised."""
    answered_in: Language | None
    """Another one where nothing in `language` answers."""


class TicketSuggestions(Suggestions):
    """A live ticket and its articles, the best first."""

    ticket: UUID
    number: str | None
    status: str
    merged_into: UUID | None
    version: int
    """What the ETag says."""
    articles: list[ArticleForTicket]
    solved_by: UUID | None
    """The article by which it is solved, while it is resolved."""


class DraftView(Suggestions):
    """A draft and the articles for its latest text, the best first. The text is not kept."""

    id: UUID
    version: int
    state: str
    """`open`; `deflected`: an article or a walk answered; `ticket`: one was opened from it."""
    articles: list[ArticleNamed]
    solved_by: UUID | None
    """The article or the walk that answered."""
    ticket: UUID | None
    """The ticket that was opened from it."""


def view_of_ticket(tx: Transaction, ticket: LiveTicket) -> TicketSuggestions:
    """What is suggested for the ticket, as it stands after this transaction."""
    suggestion = tx.aggregates(Suggestion, [ticket.id])[ticket.id]
    others = [one for one in _spoken_of(suggestion) if not suggestion.suggests(one)]
    return TicketSuggestions(
        ticket=ticket.id,
        number=ticket.number,
        status=ticket.status,
        merged_into=ticket.merged_into,
        version=suggestion.version,
        articles=_articles(suggestion, tx.aggregates(Article, others)),
        solved_by=suggestion.solved_by,
        **_languages(suggestion),
    )


def view_of_draft(draft: Draft) -> DraftView:
    answers = draft.proposal.articles if draft.proposal else ()
    return DraftView(
        id=draft.id,
        version=draft.version,
        state=draft.state,
        articles=[ArticleNamed(**one._asdict()) for one in answers],
        solved_by=draft.deflected_by,
        ticket=draft.ticket,
        **_languages(draft),
    )


def _languages(of: Suggesting) -> dict[str, Language | None]:
    found = of.proposal
    language, answered_in = (found.language, found.answered_in) if found else (None, None)
    return {"language": language, "answered_in": answered_in}


def _spoken_of(suggestion: Suggestion) -> list[UUID]:
    """Those that somebody has accepted or rejected, each once."""
    return list(dict.fromkeys((*suggestion.accepted, *sorted(suggestion.rejected))))


def _articles(suggestion: Suggestion, others: Mapping[UUID, Article]) -> list[ArticleForTicket]:
    answers = suggestion.proposal.articles if suggestion.proposal else ()
    suggested = [_told(suggestion, True, **one._asdict()) for one in answers]
    found = [_told(suggestion, False, **_named(one)) for one in others.values()]
    return [*suggested, *found]


def _named(article: Article) -> dict[str, object]:
    language = article.first_language
    title = article.texts[language][-1].text.title
    named = Answer(article.id, article.number, article.slug, language, title, 0.0)
    return {**named._asdict(), "score": None}


def _told(suggestion: Suggestion, suggested: bool, **named: object) -> ArticleForTicket:
    article = named["article_id"]
    standing = "accepted" if article in suggestion.accepted else "suggested"
    if article in suggestion.rejected:
        standing = "rejected"
    return ArticleForTicket.model_validate({**named, "suggested": suggested, "standing": standing})
