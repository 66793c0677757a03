"""Articles suggested for tickets and drafts, and what became of each."""

from typing import Any

from firstline_chassis.sequenced import Arrival
from firstline_events.suggestions import (
    About,
    ArticlesSuggested,
    DraftDeflected,
    DraftOpened,
    SolutionWithdrawn,
    SuggestionAccepted,
    SuggestionRejected,
    TicketSolvedByArticle,
)
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.said import BY, by, counted

_KEY = (("about_id", "uuid"), ("sequence", "int8"), ("at", "timestamptz"))
SUGGESTIONS = Landing(
    "suggestions_v1",
    (
        *_KEY,
        ("about", "text"),
        ("language", "text"),
        ("answered_in", "text"),
        ("articles", "uuid[]"),
        ("share", "float8"),
        ("lead", "float8"),
        ("rule", "text"),
        ("words", "text[]"),
    ),
    "",
)
SUGGESTION_STEPS = Landing(
    "suggestion_steps_v1",
    (
        *_KEY,
        ("step", "text"),
        ("article_id", "uuid"),
        ("suggested", "bool"),
        ("answered_by", "text"),
        ("walk_id", "uuid"),
        ("ticket_id", "uuid"),
        *BY,
    ),
    "",
)


def is_of_ticket(arrival: Arrival) -> bool:
    """Whether it is about a ticket, and not about the draft of one."""
    said = arrival.message
    if isinstance(said, ArticlesSuggested):
        return said.about is About.TICKET
    return not isinstance(said, DraftDeflected | DraftOpened)


def suggested(arrival: Arrival, said: ArticlesSuggested) -> Row:
    """The articles by their ids alone, the best first; none: unsure."""
    spoken = (said.about.value, said.language.value, said.answered_in.value)
    articles = [one.article_id for one in said.articles]
    judged = (articles, said.share, said.lead, said.rule, list(said.words))
    return (*counted(arrival), *spoken, *judged)


def accepted(arrival: Arrival, said: SuggestionAccepted) -> Row:
    return _step(arrival, "accepted", said.article_id, suggested=said.suggested)


def rejected(arrival: Arrival, said: SuggestionRejected) -> Row:
    """Without the reason: it is somebody's own words."""
    return _step(arrival, "rejected", said.article_id)


def deflected(arrival: Arrival, said: DraftDeflected) -> Row:
    words = {"answered_by": said.answered_by.value, "walk_id": said.walk}
    return _step(arrival, "deflected", said.article_id, **words)


def opened(arrival: Arrival, said: DraftOpened) -> Row:
    return _step(arrival, "opened", None, ticket_id=said.ticket)


def solved(arrival: Arrival, said: TicketSolvedByArticle) -> Row:
    return _step(arrival, "solved", said.article_id)


def withdrawn(arrival: Arrival, said: SolutionWithdrawn) -> Row:
    return _step(arrival, "withdrawn", said.article_id)


def _step(arrival: Arrival, step: str, article: Any, **words: Any) -> Row:
    told = (words.get(name) for name in ("suggested", "answered_by", "walk_id", "ticket_id"))
    return (*counted(arrival), step, article, *told, *by(arrival))
