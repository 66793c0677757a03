"""The composition root: the only file that knows all others."""

from collections.abc import Collection, Sequence
from typing import Any

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

from firstline_chassis.bell import Bell
from firstline_chassis.clock import utc_now
from firstline_chassis.consumer import Consumer
from firstline_chassis.continuity import Continuity
from firstline_chassis.database import Database
from firstline_chassis.dead_letter_routes import dead_letter_router
from firstline_chassis.faces import faces
from firstline_chassis.http import Checks, create_app
from firstline_chassis.inbox import Inbox
from firstline_chassis.lifecycle import Part, checks_of
from firstline_chassis.mapper import StructMapper
from firstline_chassis.policies.book import Policies
from firstline_chassis.policies.routes import policy_router
from firstline_chassis.relay import EventFeed, Feed, Relay
from firstline_chassis.sequenced import Sequenced
from firstline_chassis.store import Store
from firstline_events.catalogue import owned_by
from firstline_kb.adapters.http.articles import article_router
from firstline_kb.adapters.http.searching import search_router
from firstline_kb.adapters.kafka.handler import TicketEvents
from firstline_kb.adapters.kafka.searches import SearchFeed, StoredSearches
from firstline_kb.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_kb.adapters.postgres.article_log import StoredArticles
from firstline_kb.adapters.postgres.numbers import next_number
from firstline_kb.adapters.search.engine import ArticleSearch
from firstline_kb.adapters.search.following import IndexFollowing
from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.application.articles_named import missing_articles
from firstline_kb.application.searching import Search
from firstline_kb.application.suggesting import Suggests
from firstline_kb.domain.flow_table import FLOW
from firstline_kb.domain.policy import KbPolicy
from firstline_kb.read_models.text_rows import keep_texts
from firstline_kb.settings import KbSettings

NAME = "kb"
_CACHED = 5_000
_ABOUT = "What could answer it without an agent."


def build_parts(settings: KbSettings, roles: Collection[str]) -> Sequence[Part]:
    """The asked roles, in the order of starting."""
    database, mapper, bell = Database(settings.database), StructMapper(PRIVATE_EVENTS), Bell()
    store = build_store(database.pool, mapper, bell=bell)
    continuity = Continuity(database.pool, mapper, settings.kafka, owned_by(NAME))
    parts: list[Part] = [database, continuity]

    def checks() -> dict[str, dict[str, Any]]:
        return checks_of(parts)

    if "relay" in roles:
        feeds: list[Feed] = [EventFeed(mapper, translate), SearchFeed()]
        parts.append(Relay(settings.database, feeds, settings.kafka, bell))
    app = None
    if {"api", "worker"} & set(roles):
        index = ArticleIndex(settings.search_folder)
        search = ArticleSearch(index)
        parts.append(IndexFollowing(index, StoredArticles(store)))
        if "worker" in roles:
            worker = build_store(database.pool, mapper, cached=_CACHED, bell=bell)
            parts.append(_worker(settings, worker, search))
        if "api" in roles:
            app = build_app(store, search, checks)
    parts.extend(faces(settings, NAME, checks, app))
    return parts


def build_store(
    pool: ConnectionPool, mapper: StructMapper, *, cached: int = 0, bell: Bell | None = None
) -> Store:
    """A store that writes the lists with whatever events it stores."""
    return Store(pool, mapper, cached=cached, alongside=keep_texts, bell=bell)


def build_policies() -> Policies[KbPolicy]:
    """What kb decides by: guided flows, as many as people publish."""
    return Policies(NAME, KbPolicy, [FLOW], doubts={FLOW.name: missing_articles})


def build_app(store: Store, search: Search, checks: Checks) -> FastAPI:
    """The HTTP API alone, as tests use it too."""
    articles = article_router(store, next_number, translate, utc_now)
    searches = StoredSearches(store, utc_now)
    routers = (
        articles,
        search_router(search, searches),
        policy_router(store, build_policies(), utc_now),
        dead_letter_router(store.pool),
    )
    return create_app("Firstline kb", _ABOUT, checks, *routers)


def _worker(settings: KbSettings, store: Store, suggests: Suggests) -> Consumer:
    handler = TicketEvents(suggests)
    sequenced = Sequenced(handler, only=handler.types)
    return Consumer(
        NAME,
        handler.topics,
        settings.kafka,
        Inbox(store, sequenced),
        batch=settings.batch,
        forget=sequenced.forget,
    )
