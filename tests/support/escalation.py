"""Escalation in tests: its API over a real store, or a process on real servers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

from firstline_chassis.mapper import StructMapper
from firstline_chassis.migrations import migrate
from firstline_chassis.store import Store
from firstline_escalation.adapters.kafka.translate import PRIVATE_EVENTS
from firstline_escalation.bootstrap import build_app, build_policies, build_store
from tests.support.servers import Database
from tests.support.services import Process

POLICIES = "escalation-policy-v1"
BEGAN = datetime(2026, 3, 1, 8, tzinfo=UTC)
_UTC = {"options": "-c timezone=UTC"}


@contextmanager
def escalation_pool(database: Database) -> Iterator[ConnectionPool]:
    """A pool to escalation's own schema, whose tables are there."""
    url = database.url("escalation")
    migrate(url, "firstline_escalation")
    with ConnectionPool(url, min_size=1, max_size=6, kwargs=_UTC) as pool:
        yield pool


def escalation_store(pool: ConnectionPool) -> Store:
    """As the API uses it, with the policies that come with the service."""
    store = build_store(pool, StructMapper(PRIVATE_EVENTS))
    build_policies().seed(store, BEGAN)
    return store


def escalation_app(pool: ConnectionPool) -> FastAPI:
    """The API over this pool, as the service serves it."""
    return build_app(escalation_store(pool), build_policies(), lambda: {"database": {"ok": True}})


@contextmanager
def escalation_process(
    database: Database, folder: Path, roles: Sequence[str] = ()
) -> Iterator[Process]:
    """`python -m firstline_escalation serve`; stopped politely, and that must work."""
    process = Process("escalation", database, folder)
    try:
        process.start(*roles)
        yield process
        process.stop()
    finally:
        process.close()
