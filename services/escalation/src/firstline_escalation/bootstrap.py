"""The composition root: the only file that knows all others."""

from collections.abc import Collection, Sequence
from typing import Any

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

from firstline_chassis.clock import utc_now
from firstline_chassis.database import Database
from firstline_chassis.dead_letter_routes import dead_letter_router
from firstline_chassis.faces import faces
from firstline_chassis.http import Checks, create_app
from firstline_chassis.lifecycle import Part, checks_of
from firstline_chassis.mapper import StructMapper
from firstline_chassis.policies.book import Policies
from firstline_chassis.policies.routes import policy_router
from firstline_chassis.policies.seeding import Seeding
from firstline_chassis.relay import EventFeed, Relay
from firstline_chassis.store import Store
from firstline_escalation.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_escalation.domain.lines_table import LINES
from firstline_escalation.domain.policy import EscalationPolicy
from firstline_escalation.settings import EscalationSettings

GROUP = "escalation"
_ABOUT = "Who works on a ticket, and who takes over."


def build_parts(settings: EscalationSettings, roles: Collection[str]) -> Sequence[Part]:
    """The asked roles, in the order of starting."""
    database, mapper = Database(settings.database_url), StructMapper(PRIVATE_EVENTS)
    store, policies = build_store(database.pool, mapper), build_policies()
    parts: list[Part] = [database, Seeding(policies, store, utc_now)]

    def checks() -> dict[str, dict[str, Any]]:
        return checks_of(parts)

    if "relay" in roles:
        feed = EventFeed(mapper, translate)
        parts.append(Relay(settings.database_url, [feed], settings.kafka_bootstrap))
    app = build_app(store, policies, checks) if "api" in roles else None
    parts.extend(faces(settings, GROUP, checks, app))
    return parts


def build_policies() -> Policies[EscalationPolicy]:
    """What escalation decides by."""
    return Policies(GROUP, EscalationPolicy, [LINES])


def build_store(pool: ConnectionPool, mapper: StructMapper, *, cached: int = 0) -> Store:
    """A store of everything that escalation keeps."""
    return Store(pool, mapper, cached=cached)


def build_app(store: Store, policies: Policies[EscalationPolicy], checks: Checks) -> FastAPI:
    """The HTTP API alone, as tests use it too."""
    routers = (policy_router(store, policies, utc_now), dead_letter_router(store.pool))
    return create_app("Firstline escalation", _ABOUT, checks, *routers)
