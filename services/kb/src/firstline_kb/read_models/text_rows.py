"""What lists show of each text; its row goes with the events that change it, and is never late."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from firstline_chassis.aggregate import Aggregate
from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Language
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import State, Version
from firstline_kb.read_models.directory import serial_of


class Row(NamedTuple):
    """The first columns of `texts_v1`; times in UTC."""

    article_id: UUID
    language: Language
    serial: int
    slug: str
    owner: str
    category: str | None
    tags: list[str]
    review_on: date | None
    latest: int
    state: State
    title: str
    editor: str
    edited_at: datetime
    public: int | None
    published_at: datetime | None


COLUMNS = ", ".join(Row._fields)
_ALL = (*Row._fields, "public_title", "public_summary", "public_body")
# Names of our own columns, nothing that anybody sends.
_VALUES = ", ".join(["%s"] * len(_ALL))
_SET = ", ".join(f"{name} = excluded.{name}" for name in _ALL[2:])
_KEEP = f"""INSERT INTO texts_v1 ({", ".join(_ALL)}) VALUES ({_VALUES})
    ON CONFLICT (article_id, language) DO UPDATE SET {_SET}"""  # noqa: S608
_LINK = "INSERT INTO article_tickets_v1 (ticket_id, article_id) VALUES (%s, %s)"
_UNLINK = "DELETE FROM article_tickets_v1 WHERE ticket_id = %s AND article_id = %s"


def keep_texts(tx: Transaction, changed: Collection[Aggregate]) -> None:
    """Stage the rows of whatever articles have new events."""
    for article in changed:
        if isinstance(article, Article):
            for row in rows_of(article):
                tx.stage(_KEEP, row)
            _keep_links(tx, article)


def rows_of(article: Article) -> list[Sequence[object]]:
    """One row for each language, as the article stands after its pending events."""
    return [_row(article, language, versions) for language, versions in article.texts.items()]


def _row(article: Article, language: Language, versions: Sequence[Version]) -> Sequence[object]:
    latest, number = versions[-1], article.public.get(language)
    public = versions[number - 1] if number else None
    row = Row(
        article_id=article.id,
        language=language,
        serial=serial_of(article.number) or 0,
        slug=article.slug,
        owner=article.owner,
        category=article.category,
        tags=list(article.tags),
        review_on=article.review_on,
        latest=latest.number,
        state=latest.state,
        title=latest.text.title,
        editor=latest.editor,
        edited_at=latest.edited_at,
        public=number,
        published_at=public.published_at if public else None,
    )
    return [*row, *(public.text if public else (None, None, None))]


def _keep_links(tx: Transaction, article: Article) -> None:
    for event in article.pending_events:
        if isinstance(event, Article.Linked):
            tx.stage(_LINK, [event.ticket, article.id])
        elif isinstance(event, Article.Unlinked):
            tx.stage(_UNLINK, [event.ticket, article.id])
