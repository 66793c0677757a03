"""Kb in tests: its API over a real store, or a process on real servers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient
from psycopg_pool import ConnectionPool

from firstline_chassis.mapper import StructMapper
from firstline_chassis.migrations import migrate
from firstline_chassis.store import Store
from firstline_kb.adapters.kafka.translate import PRIVATE_EVENTS
from firstline_kb.adapters.postgres.article_log import StoredArticles
from firstline_kb.adapters.search.engine import ArticleSearch
from firstline_kb.adapters.search.following import IndexFollowing
from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.application.searching import Found, Question
from firstline_kb.bootstrap import build_app, build_store
from firstline_kb.domain.suggesting import Proposal
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.ticket_api import checked

ARTICLES = "kb-article-v1"
BODY = "Open **Settings**, then *Network*.\n\n1. Choose the VPN.\n2. Log in again.\n"
_UTC = {"options": "-c timezone=UTC"}


@contextmanager
def kb_pool(database: Database) -> Iterator[ConnectionPool]:
    """A pool to kb's own schema, whose tables are there."""
    url = database.url("kb")
    migrate(url, "firstline_kb")
    with ConnectionPool(url, min_size=1, max_size=6, kwargs=_UTC) as pool:
        yield pool


def kb_store(pool: ConnectionPool) -> Store:
    """As the API uses it."""
    return build_store(pool, StructMapper(PRIVATE_EVENTS))


def kb_app(pool: ConnectionPool) -> FastAPI:
    """The API over this pool, as the service serves it."""
    store = kb_store(pool)
    return build_app(store, FollowedSearch(store), lambda: {"database": {"ok": True}})


class FollowedSearch:
    """The search of the service, caught up with the store before each question."""

    def __init__(self, store: Store):
        index = ArticleIndex()
        self._following = IndexFollowing(index, StoredArticles(store))
        self._search = ArticleSearch(index)

    def search(self, question: Question) -> Found:
        self._following.catch_up()
        return self._search.search(question)

    def suggest(
        self, text: str, language: str | None = None, category: str | None = None
    ) -> Proposal:
        self._following.catch_up()
        return self._search.suggest(text, language, category)


@contextmanager
def kb_process(
    database: Database, folder: Path, roles: Sequence[str] = (), **settings: str
) -> Iterator[Process]:
    """`python -m firstline_kb serve`; stopped politely, and that must work."""
    process = Process("kb", database, folder, migrate=True, **settings)
    try:
        process.start(*roles)
        yield process
        process.stop()
    finally:
        process.close()


class Articles:
    """The API over a store; `expect` is the status that the answer must have."""

    def __init__(self, client: httpx.Client):
        self.client = client

    def draft(self, who: str = "ada", expect: int = 201, **said: Any) -> httpx.Response:
        """A new article, in English if nothing else is said."""
        text = {"language": "en", "title": "The VPN does not connect", "body": BODY}
        return self.post("/v1/articles", who, expect, **{**text, **said})

    def act(
        self,
        article: str,
        way: str,
        who: str = "ada",
        expect: int = 200,
        headers: dict[str, str] | None = None,
        **said: Any,
    ) -> httpx.Response:
        path = f"/v1/articles/{article}/{way}"
        return self.post(path, who, expect, headers, **said)

    def published(self, language: str = "en", **said: Any) -> dict[str, Any]:
        """A new article by ada, reviewed by bea, and public."""
        number = self.draft(language=language, **said).json()["number"]
        return self.release(number, language)

    def release(self, article: str, language: str = "en") -> dict[str, Any]:
        """Its latest draft, reviewed by bea, and public."""
        self.act(article, "review", "bea", language=language)
        found: dict[str, Any] = self.act(article, "publish", language=language).json()
        return found

    def list(self, expect: int = 200, **asked: Any) -> httpx.Response:
        return checked(self.client.get("/v1/articles", params=asked), expect)

    def get(self, path: str, expect: int = 200, **asked: Any) -> httpx.Response:
        return checked(self.client.get(f"/v1/articles/{path}", params=asked), expect)

    def post(
        self,
        path: str,
        who: str,
        expect: int,
        headers: dict[str, str] | None = None,
        **said: Any,
    ) -> httpx.Response:
        body = {"actor": {"kind": "agent", "id": who}, **said}
        return checked(self.client.post(path, json=body, headers=headers), expect)


def kb_api(pool: ConnectionPool) -> Articles:
    """The API over this pool."""
    return Articles(TestClient(kb_app(pool), raise_server_exceptions=False))


@contextmanager
def articles_of(database: Database) -> Iterator[Articles]:
    """The API over a fresh store."""
    with kb_pool(database) as pool:
        yield kb_api(pool)
