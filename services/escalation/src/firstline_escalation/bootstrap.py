"""The composition root: the only file that knows all others."""

from collections.abc import Collection, Sequence
from typing import Any

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

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
from firstline_chassis.policies.seeding import Seeding
from firstline_chassis.relay import EventFeed, Relay
from firstline_chassis.store import Store
from firstline_chassis.timekeeper import Timers
from firstline_chassis.timer_routes import timer_router
from firstline_chassis.worker import sequenced_worker
from firstline_escalation.adapters.http.cases import case_router
from firstline_escalation.adapters.http.queues import queue_router
from firstline_escalation.adapters.kafka.handler import TOPICS, TicketEvents
from firstline_escalation.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_escalation.adapters.postgres import waiting_rows
from firstline_escalation.application.adopting_lines import when_lines_published
from firstline_escalation.application.lines_in_force import LinesInForce
from firstline_escalation.application.overdue import Overdue
from firstline_escalation.application.ports import Tools
from firstline_escalation.domain.lines_table import LINES
from firstline_escalation.domain.policy import EscalationPolicy
from firstline_escalation.read_models.queue import Queue
from firstline_escalation.settings import EscalationSettings
from firstline_events.catalogue import owned_by

GROUP = "escalation"
_CACHED = 12_000
_ABOUT = "Who works on a ticket, and who takes over."


def build_parts(settings: EscalationSettings, roles: Collection[str]) -> Sequence[Part]:
    """The asked roles, in the order of starting."""
    database = Database(settings.database, __package__)
    mapper, bell = StructMapper(PRIVATE_EVENTS), Bell()
    store, policies = build_store(database.pool, mapper, bell=bell), build_policies()
    tools = build_tools(policies)
    continuity = Continuity(database.pool, mapper, settings.kafka, owned_by(GROUP))
    parts: list[Part] = [database, continuity, Seeding(policies, store, utc_now)]

    def checks() -> dict[str, dict[str, Any]]:
        return checks_of(parts)

    if "relay" in roles:
        feed = EventFeed(mapper, translate)
        parts.append(Relay(settings.database, [feed], settings.kafka, bell))
    if "worker" in roles:
        worker = build_store(database.pool, mapper, cached=_CACHED, bell=bell)
        handler = TicketEvents(tools)
        parts.append(
            sequenced_worker(GROUP, handler, settings, worker, only=handler.types, clock=utc_now)
        )
    if "timers" in roles:
        parts.append(Timers(store, Overdue(tools), TOPICS))
    app = build_app(store, policies, checks) if "api" in roles else None
    parts.extend(faces(settings, GROUP, checks, app))
    return parts


def build_policies() -> Policies[EscalationPolicy]:
    """What escalation decides by."""
    hooks = {LINES.name: when_lines_published}
    return Policies(GROUP, EscalationPolicy, [LINES], hooks)


def build_store(
    pool: ConnectionPool, mapper: StructMapper, *, cached: int = 0, bell: Bell | None = None
) -> Store:
    """A store that writes the queue with whatever events it stores."""
    queue = Queue(LinesInForce(build_policies()))
    return Store(pool, mapper, cached=cached, alongside=queue, bell=bell)


def build_app(store: Store, policies: Policies[EscalationPolicy], checks: Checks) -> FastAPI:
    """The HTTP API alone, as tests use it too."""
    lines = LinesInForce(policies)
    routers = (
        queue_router(store, lines),
        case_router(store, lines, translate, utc_now),
        policy_router(store, policies, utc_now),
        dead_letter_router(store.pool),
        timer_router(store.pool, TOPICS, utc_now),
    )
    return create_app("Firstline escalation", _ABOUT, checks, *routers)


def build_tools(policies: Policies[EscalationPolicy]) -> Tools:
    """What hearing the two topics takes."""
    lines = LinesInForce(policies)
    return Tools(lines, waiting_rows, Queue(lines))
