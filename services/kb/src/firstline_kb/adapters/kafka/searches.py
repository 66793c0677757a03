"""Searches: rows that are public events already, published from a second cursor."""

from datetime import datetime
from uuid import UUID, uuid4

import psycopg

from firstline_chassis.clock import Clock
from firstline_chassis.kafka import Outgoing
from firstline_chassis.publication import Attributes, announcement, written
from firstline_chassis.relay import Page
from firstline_chassis.store import Store, Transaction
from firstline_events.message import Message
from firstline_events.searches import FoundArticleOpened, SearchMade
from firstline_events.vocabulary import Language
from firstline_kb.application.searching import Found, Question
from firstline_kb.read_models import directory

TOPIC = "kb-search-v1"
_MOST_OPENED = 100
_READ = "SELECT id, search_id, body FROM searches WHERE id > %s ORDER BY id LIMIT %s"
_OF = "SELECT sequence, articles FROM searches WHERE search_id = %s ORDER BY sequence"
_KEEP = "INSERT INTO searches (search_id, sequence, articles, body) VALUES (%s, %s, %s, %s)"


class StoredSearches:
    """The Searches of the application."""

    def __init__(self, store: Store, clock: Clock):
        self._store, self._clock = store, clock

    def made(self, question: Question, found: Found) -> UUID:
        search, articles = uuid4(), [UUID(hit.article_id) for hit in found.hits]
        sure = found.sureness
        message = SearchMade(
            query=question.text.replace("\0", " "),
            language=Language(found.language),
            answered_in=Language(found.answered_in),
            category=question.category,
            tag=question.tag,
            hits=found.total,
            articles=tuple(articles),
            confident=sure and sure.is_enough,
            words=sure.words if sure else (),
        )
        with self._store.transaction() as tx:
            self._keep(tx, search, 1, articles, message)
        return search

    def opened(self, search: UUID, article: UUID) -> bool:
        with self._store.transaction(locked=True) as tx:
            rows = tx.fetch(_OF, [search])
            if not rows or directory.find(tx, str(article)) is None:
                return False
            shown, before = rows[0][1], {one for row in rows[1:] for one in row[1]}
            if article not in before and len(before) < _MOST_OPENED:
                place = shown.index(article) + 1 if article in shown else None
                message = FoundArticleOpened(article_id=article, place=place)
                self._keep(tx, search, len(rows) + 1, [article], message)
        return True

    def _keep(
        self, tx: Transaction, search: UUID, sequence: int, articles: list[UUID], data: Message
    ) -> None:
        event = written(_event(search, sequence, data, self._clock()))
        tx.stage(_KEEP, [search, sequence, articles, event])


class SearchFeed:
    """The searches as a log for the relay."""

    name = "searches"

    def read(self, connection: psycopg.Connection, after: int, limit: int) -> Page | None:
        rows = connection.execute(_READ, [after, limit]).fetchall()
        if not rows:
            return None
        outgoing = [Outgoing(TOPIC, str(key).encode(), bytes(event)) for _, key, event in rows]
        return Page(rows[-1][0], outgoing)


def _event(search: UUID, sequence: int, data: Message, now: datetime) -> Attributes:
    subject = str(search)
    return announcement(TOPIC, f"{subject}:{sequence}", subject, sequence, data, now, "kb")
