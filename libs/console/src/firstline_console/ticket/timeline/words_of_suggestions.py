"""The events of kb about a ticket in words."""

from collections.abc import Callable
from typing import Any

from firstline_events import suggestions as s
from firstline_events.message import Message


def _suggested(event: s.ArticlesSuggested) -> str:
    named = ", ".join(f"{one.number} “{one.title}”" for one in event.articles)
    return f"suggested {named}" if named else "found no article that is sure to answer"


def _accepted(event: s.SuggestionAccepted) -> str:
    found = "suggested" if event.suggested else "found otherwise"
    return f"accepted article {event.article_id} as the answer ({found})"


def _why_suggested(event: s.ArticlesSuggested) -> str:
    lead = "it is the only one" if event.lead is None else f"{event.lead:.1f} times the second"
    return f"the best holds {event.share:.0%} of what was asked, {lead} ({event.rule})"


SUGGESTION_SAYS: dict[type[Message], Callable[[Any], str]] = {
    s.ArticlesSuggested: _suggested,
    s.SuggestionAccepted: _accepted,
    s.SuggestionRejected: lambda e: f"rejected article {e.article_id}",
    s.TicketSolvedByArticle: lambda e: f"counted it as solved by article {e.article_id}",
    s.SolutionWithdrawn: lambda e: f"took back that article {e.article_id} had solved it",
}
SUGGESTION_WHY: dict[type[Message], Callable[[Any], str | None]] = {
    s.ArticlesSuggested: _why_suggested,
    s.SuggestionRejected: lambda e: e.reason,
}
