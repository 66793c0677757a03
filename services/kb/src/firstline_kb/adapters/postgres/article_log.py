"""The store's events as the search index follows them."""

from typing import Any

from firstline_chassis.store import Store
from firstline_kb.application.following import (
    BEGINNING,
    AnotherStore,
    Changes,
    Position,
    event_name,
)
from firstline_kb.application.public_texts import public_texts
from firstline_kb.domain.article import Article

_ARTICLES = "kb.article."
_FROM = """SELECT notification_id, originator_id, originator_version, topic FROM stored_events
    WHERE notification_id >= %s ORDER BY notification_id LIMIT %s"""


class StoredArticles:
    """The ArticleLog over the service's own store."""

    def __init__(self, store: Store):
        self._store = store

    def after(self, position: Position, limit: int) -> Changes | None:
        with self._store.reading() as tx:
            rows = tx.fetch(_FROM, [position.id, limit + 1])
            if position != BEGINNING:
                if not rows or _position(rows[0]) != position:
                    raise AnotherStore(position)
                rows = rows[1:]
            if not rows:
                return None
            changed = {row[1] for row in rows if row[3].startswith(_ARTICLES)}
            articles = tx.aggregates(Article, changed)
        texts = {str(one): public_texts(article) for one, article in articles.items()}
        return Changes(texts, _position(rows[-1]))


def _position(row: tuple[Any, ...]) -> Position:
    return Position(row[0], event_name(row[1], row[2]))
