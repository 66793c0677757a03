"""The composition root: the only file that knows all others."""

from collections.abc import Collection, Sequence
from typing import Any

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

from firstline_chassis.database import Database
from firstline_chassis.dead_letter_routes import dead_letter_router
from firstline_chassis.faces import faces
from firstline_chassis.http import Checks, create_app
from firstline_chassis.lifecycle import Part, checks_of
from firstline_escalation.settings import EscalationSettings

GROUP = "escalation"
_ABOUT = "Who works on a ticket, and who takes over."


def build_parts(settings: EscalationSettings, roles: Collection[str]) -> Sequence[Part]:
    """The asked roles, in the order of starting."""
    database = Database(settings.database_url)
    parts: list[Part] = [database]

    def checks() -> dict[str, dict[str, Any]]:
        return checks_of(parts)

    app = build_app(database.pool, checks) if "api" in roles else None
    parts.extend(faces(settings, GROUP, checks, app))
    return parts


def build_app(pool: ConnectionPool, checks: Checks) -> FastAPI:
    """The HTTP API alone, as tests use it too."""
    return create_app("Firstline escalation", _ABOUT, checks, dead_letter_router(pool))
