"""What articles are called, what the public reads of them, and which tickets they are about."""

from firstline_chassis.sequenced import Arrival
from firstline_events.kb import (
    ArticleDrafted,
    ArticleLinked,
    ArticlePublished,
    ArticleRetired,
    ArticleUnlinked,
)
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.said import counted

_KEY = (("article_id", "uuid"), ("sequence", "int8"), ("at", "timestamptz"))
ARTICLES = Landing(
    "articles_v1",
    (
        ("article_id", "uuid"),
        ("at", "timestamptz"),
        ("number", "text"),
        ("slug", "text"),
        ("language", "text"),
        ("category", "text"),
        ("title", "text"),
    ),
    "",
)
PUBLIC_TEXTS = Landing(
    "public_texts_v1",
    (*_KEY, ("languages", "text[]"), ("version", "int4"), ("title", "text"), ("category", "text")),
    "",
)
ARTICLE_LINKS = Landing("article_links_v1", (*_KEY, ("ticket_id", "uuid"), ("linked", "bool")), "")


def drafted(arrival: Arrival, said: ArticleDrafted) -> Row:
    """Once in an article's life: its names, which stay."""
    envelope = arrival.envelope
    named = (said.number, said.slug, said.language.value, said.category, said.title)
    return (envelope.aggregate, envelope.effectivetime, *named)


def published(arrival: Arrival, said: ArticlePublished) -> Row:
    read = ([said.language.value], said.version, said.title, said.category)
    return (*counted(arrival), *read)


def retired(arrival: Arrival, said: ArticleRetired) -> Row:
    """Nobody reads these texts any more: no version is public."""
    return (*counted(arrival), [one.value for one in said.languages], None, None, None)


def linked(arrival: Arrival, said: ArticleLinked) -> Row:
    return (*counted(arrival), said.ticket, True)


def unlinked(arrival: Arrival, said: ArticleUnlinked) -> Row:
    return (*counted(arrival), said.ticket, False)
