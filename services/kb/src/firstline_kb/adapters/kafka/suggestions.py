"""What happens to suggestions and drafts, in the words of the published language."""

from firstline_events import suggestions as said
from firstline_kb.domain.draft import Draft
from firstline_kb.domain.suggesting import ArticlesSuggested
from firstline_kb.domain.suggestion import Suggestion


def suggested_for_ticket(event: Suggestion.Suggested) -> said.ArticlesSuggested:
    return _suggested(event, said.About.TICKET)


def suggested_for_draft(event: Draft.Suggested) -> said.ArticlesSuggested:
    return _suggested(event, said.About.DRAFT)


def _suggested(event: ArticlesSuggested, about: said.About) -> said.ArticlesSuggested:
    return said.ArticlesSuggested(
        about=about,
        language=event.language,
        answered_in=event.answered_in,
        articles=tuple(said.SuggestedArticle(**one._asdict()) for one in event.articles),
        share=event.share,
        lead=event.lead,
        rule=event.rule,
        words=event.words,
    )


def accepted(event: Suggestion.Accepted) -> said.SuggestionAccepted:
    return said.SuggestionAccepted(article_id=event.article_id, suggested=event.suggested)


def rejected(event: Suggestion.Rejected) -> said.SuggestionRejected:
    return said.SuggestionRejected(article_id=event.article_id, reason=event.reason)


def solved(event: Suggestion.Solved) -> said.TicketSolvedByArticle:
    return said.TicketSolvedByArticle(article_id=event.article_id)


def withdrawn(event: Suggestion.Withdrawn) -> said.SolutionWithdrawn:
    return said.SolutionWithdrawn(article_id=event.article_id)


def deflected(event: Draft.Deflected) -> said.DraftDeflected:
    by = said.AnsweredBy.FLOW if event.article_id is None else said.AnsweredBy.ARTICLE
    return said.DraftDeflected(answered_by=by, article_id=event.article_id, walk=event.walk)


def opened(event: Draft.Opened) -> said.DraftOpened:
    return said.DraftOpened(ticket=event.ticket)
