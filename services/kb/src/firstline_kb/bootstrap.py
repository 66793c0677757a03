"""The composition root: the only file that knows all others."""

from collections.abc import Collection, Sequence
from typing import Any

from fastapi import FastAPI
from psycopg import Connection
from psycopg_pool import ConnectionPool

from firstline_chassis.aggregate import Aggregate
from firstline_chassis.bell import Bell
from firstline_chassis.clock import utc_now
from firstline_chassis.continuity import Continuity
from firstline_chassis.database import Database
from firstline_chassis.dead_letter_routes import dead_letter_router
from firstline_chassis.faces import faces
from firstline_chassis.http import Checks, create_app
from firstline_chassis.lifecycle import Part, checks_of
from firstline_chassis.mapper import StructMapper
from firstline_chassis.policies.book import Policies
from firstline_chassis.policies.routes import policy_router
from firstline_chassis.relay import EventFeed, Feed, Relay
from firstline_chassis.store import Store, Transaction
from firstline_chassis.timekeeper import Timers
from firstline_chassis.timer_routes import timer_router
from firstline_chassis.worker import sequenced_worker
from firstline_events.catalogue import owned_by
from firstline_kb.adapters.http.articles import article_router
from firstline_kb.adapters.http.drafts import draft_router
from firstline_kb.adapters.http.flows import flow_router
from firstline_kb.adapters.http.searching import search_router
from firstline_kb.adapters.http.suggestions import suggestion_router
from firstline_kb.adapters.kafka.handler import TOPICS, TicketEvents
from firstline_kb.adapters.kafka.searches import SearchFeed, StoredSearches
from firstline_kb.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_kb.adapters.pages.router import pages_router
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.postgres.article_log import StoredArticles
from firstline_kb.adapters.postgres.numbers import next_number
from firstline_kb.adapters.search.engine import ArticleSearch
from firstline_kb.adapters.search.following import IndexFollowing
from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.application.articles_named import missing_articles
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.application.silence import SILENT, Silence, wind_timers
from firstline_kb.application.suggesting import Answers
from firstline_kb.domain.flow_table import FLOW
from firstline_kb.domain.policy import KbPolicy
from firstline_kb.read_models.flow_rows import keep_flows
from firstline_kb.read_models.text_rows import keep_texts
from firstline_kb.read_models.walk_rows import keep_walks, without_timer
from firstline_kb.settings import KbSettings

NAME = "kb"
_CACHED = 5_000
_ABOUT = "What could answer it without an agent."


def build_parts(settings: KbSettings, roles: Collection[str]) -> Sequence[Part]:
    """The asked roles, in the order of starting."""
    database = Database(settings.database, __package__)
    mapper, bell = StructMapper(PRIVATE_EVENTS), Bell()
    store = build_store(database.pool, mapper, bell=bell)
    continuity = Continuity(database.pool, mapper, settings.kafka, owned_by(NAME))
    parts: list[Part] = [database, continuity]

    def checks() -> dict[str, dict[str, Any]]:
        return checks_of(parts)

    if "relay" in roles:
        feeds: list[Feed] = [EventFeed(mapper, translate), SearchFeed()]
        parts.append(Relay(settings.database, feeds, settings.kafka, bell))
    if "timers" in roles:
        parts.append(Timers(store, Silence(), TOPICS))
    app = None
    if {"api", "worker"} & set(roles):
        index = ArticleIndex(settings.search_folder)
        search = ArticleSearch(index)
        parts.append(IndexFollowing(index, StoredArticles(store)))
        if "worker" in roles:
            worker = build_store(database.pool, mapper, cached=_CACHED, bell=bell)
            handler = TicketEvents(search)
            parts.append(
                sequenced_worker(NAME, handler, settings, worker, only=handler.types, clock=utc_now)
            )
        if "api" in roles:
            app = build_app(store, search, checks, _site(settings))
    parts.extend(faces(settings, NAME, checks, app))
    return parts


def build_store(
    pool: ConnectionPool, mapper: StructMapper, *, cached: int = 0, bell: Bell | None = None
) -> Store:
    """A store that writes the lists with whatever events it stores."""
    return Store(pool, mapper, cached=cached, alongside=_keep, bell=bell)


def _keep(tx: Transaction, changed: Collection[Aggregate]) -> None:
    """All rows and timers that go with these events."""
    for keep in (keep_texts, keep_flows, keep_walks, wind_timers):
        keep(tx, changed)


def build_policies() -> Policies[KbPolicy]:
    """What kb decides by: guided flows, as many as people publish."""
    return Policies(NAME, KbPolicy, [FLOW], doubts={FLOW.name: missing_articles})


def build_app(store: Store, search: Answers, checks: Checks, site: Site | None = None) -> FastAPI:
    """The HTTP API and the public pages, as tests use them too."""
    articles = article_router(store, next_number, translate, utc_now)
    searches = StoredSearches(store, utc_now)
    policies = build_policies()
    flows = Flows(policies)
    routers = (
        articles,
        search_router(search, searches),
        flow_router(store, flows, translate, utc_now),
        policy_router(store, policies, utc_now),
        timer_router(store.pool, TOPICS, utc_now, _walks_without_timer),
        suggestion_router(store, translate, utc_now),
        draft_router(store, search, utc_now),
        dead_letter_router(store.pool),
        pages_router(store, search, searches, flows, utc_now, site or Site()),
    )
    return create_app("Firstline kb", _ABOUT, checks, *routers)


def _walks_without_timer(connection: Connection[Any], limit: int) -> list[dict[str, Any]]:
    return without_timer(connection, SILENT, limit)


def _site(settings: KbSettings) -> Site:
    return Site(settings.public_url, settings.contact_url)
