"""The step that makes a service's schema: numbered SQL files, each applied once."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import psycopg

_LOCK = (
    "SELECT pg_advisory_xact_lock(hashtextextended('firstline migrations ' || current_schema(), 0))"
)
_TABLE = """CREATE TABLE IF NOT EXISTS migrations (
    name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())"""


def migrate(database_url: str, package: str) -> list[str]:
    """Apply what is missing, in one transaction under a lock; returns the names applied.

    The role's search path decides the schema. Raises psycopg.Error with nothing applied.
    """
    with psycopg.connect(database_url) as connection:
        connection.execute(_LOCK)
        connection.execute(_TABLE)
        steps, due = dict(_steps(package)), missing(connection, package)
        for name in due:
            connection.execute(steps[name].read_bytes())
            connection.execute("INSERT INTO migrations (name) VALUES (%s)", [name])
    return due


def missing(connection: psycopg.Connection[Any], package: str) -> list[str]:
    """The names that were not applied yet, in their order; those of a later version count nothing.

    Raises UndefinedTable where nothing ever was.
    """
    known = {row[0] for row in connection.execute("SELECT name FROM migrations")}
    return [name for name, _ in _steps(package) if name not in known]


def _steps(package: str) -> Iterator[tuple[str, Traversable]]:
    for owner in ("firstline_chassis", package):
        folder = files(owner).joinpath("migrations")
        steps = [one for one in folder.iterdir() if one.name.endswith(".sql")]
        for step in sorted(steps, key=lambda one: one.name):
            yield f"{owner}/{step.name}", step
