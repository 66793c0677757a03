"""Reading one consistent state: all of a report's figures come from the same instant."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

_BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


@contextmanager
def snapshot(pool: ConnectionPool) -> Iterator[psycopg.Connection[Any]]:
    """A connection that sees one state of the database until the block ends."""
    with pool.connection() as connection:
        connection.execute(_BEGIN)
        yield connection
