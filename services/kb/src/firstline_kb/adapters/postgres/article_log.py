"""The store's events as the search index follows them."""

from firstline_chassis.store import Store
from firstline_kb.application.following import Changes, Position, event_name
from firstline_kb.application.public_texts import public_texts
from firstline_kb.domain.article import Article

_ARTICLES = "kb.article."
_AFTER = """SELECT notification_id, originator_id, originator_version, topic FROM stored_events
    WHERE notification_id > %s ORDER BY notification_id LIMIT %s"""
_AT = """SELECT originator_id, originator_version FROM stored_events
    WHERE notification_id = %s"""


class StoredArticles:
    """The ArticleLog over the service's own store."""

    def __init__(self, store: Store):
        self._store = store

    def holds(self, position: Position) -> bool:
        if position.id == 0:
            return True
        with self._store.reading() as tx:
            return [event_name(*row) for row in tx.fetch(_AT, [position.id])] == [position.event]

    def after(self, position: Position, limit: int) -> Changes | None:
        with self._store.reading() as tx:
            rows = tx.fetch(_AFTER, [position.id, limit])
            if not rows:
                return None
            changed = {row[1] for row in rows if row[3].startswith(_ARTICLES)}
            articles = tx.aggregates(Article, changed)
        texts = {str(one): public_texts(article) for one, article in articles.items()}
        last = rows[-1]
        return Changes(texts, Position(last[0], event_name(last[1], last[2])))
