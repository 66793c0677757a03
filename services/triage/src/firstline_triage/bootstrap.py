"""The composition root: the only file that knows all others."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

from firstline_chassis.bell import Bell
from firstline_chassis.continuity import Continuity
from firstline_chassis.database import Database
from firstline_chassis.dead_letter_routes import dead_letter_router
from firstline_chassis.faces import faces
from firstline_chassis.http import create_app
from firstline_chassis.lifecycle import Part, checks_of
from firstline_chassis.mapper import StructMapper
from firstline_chassis.relay import EventFeed, Relay
from firstline_chassis.store import Store
from firstline_chassis.worker import sequenced_worker
from firstline_events.catalogue import owned_by
from firstline_triage.adapters.files.policy_file import read_policy
from firstline_triage.adapters.http.assessments import assessment_router
from firstline_triage.adapters.http.published import published_router
from firstline_triage.adapters.kafka.handler import IntakeEvents
from firstline_triage.adapters.kafka.translate import translate
from firstline_triage.domain.assessment import EVENTS
from firstline_triage.settings import TriageSettings

GROUP = "triage"
_CACHED = 20_000
_ABOUT = "How important each ticket is, and why."


def build_parts(settings: TriageSettings, roles: Collection[str]) -> Sequence[Part]:
    """The asked roles, in the order of starting."""
    database = Database(settings.database, __package__)
    mapper, bell = StructMapper(EVENTS), Bell()
    continuity = Continuity(database.pool, mapper, settings.kafka, owned_by(GROUP))
    parts: list[Part] = [database, continuity]

    def checks() -> dict[str, dict[str, Any]]:
        return checks_of(parts)

    if "relay" in roles:
        feed = EventFeed(mapper, translate)
        parts.append(Relay(settings.database, [feed], settings.kafka, bell))
    if "worker" in roles:
        store = Store(database.pool, mapper, cached=_CACHED, bell=bell)
        handler = IntakeEvents(read_policy(settings.policy_file))
        parts.append(sequenced_worker(GROUP, handler, settings, store, only=handler.types))
    app = build_app(database.pool, checks) if "api" in roles else None
    parts.extend(faces(settings, GROUP, checks, app))
    return parts


def build_app(pool: ConnectionPool, checks: Callable[[], dict[str, dict[str, Any]]]) -> FastAPI:
    """The HTTP API alone, as tests use it too."""
    routers = (
        assessment_router(pool),
        published_router(Store(pool, StructMapper(EVENTS)), translate),
        dead_letter_router(pool),
    )
    return create_app("Firstline triage", _ABOUT, checks, *routers)
