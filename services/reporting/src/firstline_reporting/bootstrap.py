"""The composition root: the only file that knows all others."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

from firstline_chassis.database import Database
from firstline_chassis.dead_letter_routes import dead_letter_router
from firstline_chassis.faces import faces
from firstline_chassis.http import create_app
from firstline_chassis.lifecycle import Part, checks_of
from firstline_chassis.mapper import StructMapper
from firstline_chassis.store import Store
from firstline_chassis.worker import sequenced_worker
from firstline_reporting.adapters.http.exports import export_router
from firstline_reporting.adapters.http.reports import Behind, report_router
from firstline_reporting.adapters.http.streaming import Streams
from firstline_reporting.adapters.http.tickets import ticket_router
from firstline_reporting.read_models.projection import Projection
from firstline_reporting.settings import ReportingSettings

GROUP = "reporting"
_ABOUT = (
    "Tickets, their history, and what the desk's figures were at any second. It decides nothing."
)


def build_parts(settings: ReportingSettings, roles: Collection[str]) -> Sequence[Part]:
    """The asked roles, in the order of starting."""
    database = Database(settings.database, __package__)
    parts: list[Part] = [database]
    behind: Behind = _unknown

    def checks() -> dict[str, dict[str, Any]]:
        return checks_of(parts)

    if "worker" in roles:
        store = Store(database.pool, StructMapper(()))
        worker = sequenced_worker(GROUP, Projection(), settings, store)
        behind = worker.lag
        parts.append(worker)
    app = build_app(database.pool, checks, behind) if "api" in roles else None
    parts.extend(faces(settings, GROUP, checks, app))
    return parts


def build_app(
    pool: ConnectionPool,
    checks: Callable[[], dict[str, dict[str, Any]]],
    behind: Behind = lambda: None,
) -> FastAPI:
    """The HTTP API alone, as tests use it too; `behind` says how many events wait, if known."""
    streams = Streams(pool)
    routers = (
        report_router(pool, behind, streams),
        export_router(pool, streams),
        ticket_router(pool, behind),
        dead_letter_router(pool),
    )
    return create_app("Firstline reporting", _ABOUT, checks, *routers)


def _unknown() -> None:
    """An API without a worker can't tell what waits to be read."""
