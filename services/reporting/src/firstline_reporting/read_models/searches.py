"""Searches, by the words that kb derived from them: what was typed is not kept."""

from firstline_chassis.sequenced import Arrival
from firstline_events.searches import FoundArticleOpened, SearchMade
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.said import counted

SEARCHES = Landing(
    "searches_v1",
    (
        ("search_id", "uuid"),
        ("at", "timestamptz"),
        ("language", "text"),
        ("answered_in", "text"),
        ("category", "text"),
        ("tag", "text"),
        ("hits", "int4"),
        ("confident", "bool"),
        ("words", "text[]"),
    ),
    "",
)
FOUND_ARTICLES = Landing(
    "found_articles_v1",
    (
        ("search_id", "uuid"),
        ("sequence", "int8"),
        ("at", "timestamptz"),
        ("article_id", "uuid"),
        ("place", "int4"),
    ),
    "",
)


def made(arrival: Arrival, said: SearchMade) -> Row:
    """Told once, as the first event of its search."""
    envelope = arrival.envelope
    spoken = (said.language.value, said.answered_in.value)
    asked = (said.category, said.tag, said.hits, said.confident, list(said.words))
    return (envelope.aggregate, envelope.effectivetime, *spoken, *asked)


def opened(arrival: Arrival, said: FoundArticleOpened) -> Row:
    return (*counted(arrival), said.article_id, said.place)
