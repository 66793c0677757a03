"""A service's connections to its own database: opened before all else, closed after it."""

import asyncio
from typing import Any

import psycopg
import structlog
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from firstline_chassis.database_trouble import trouble_with
from firstline_chassis.errors import CannotServe
from firstline_chassis.migrations import missing

log = structlog.get_logger()
_OPTIONS = "-c timezone=UTC"
_OPENING_SECONDS = 5.0
_WAIT_SECONDS = 5.0
_ASK_EVERY_SECONDS = 2.0


class Database:
    """The pool that the roles of one process share; it asks the server now and then."""

    name = "database"

    def __init__(self, database: str, package: str, *, connections: int = 6):
        self._address, self._package = make_conninfo(database, options=_OPTIONS), package
        self.pool = ConnectionPool(
            self._address,
            min_size=1,
            max_size=connections,
            timeout=_WAIT_SECONDS,
            open=False,
        )
        self._trouble: str | None = None
        self._asking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Raises CannotServe when the server doesn't answer, or the schema lacks something."""
        await asyncio.to_thread(self._open)
        self._asking = asyncio.create_task(self._ask_now_and_then(), name="database")

    async def stop(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
        await asyncio.to_thread(self.pool.close)

    def check(self) -> dict[str, Any]:
        return {"ok": self._trouble is None, "trouble": self._trouble}

    def _open(self) -> None:
        try:
            self.pool.open(wait=True, timeout=_OPENING_SECONDS)
            self._require_migrated()
        except PoolTimeout:
            self.pool.close()
            raise CannotServe(f"the database doesn't answer: {self._why()}") from None
        except CannotServe:
            self.pool.close()
            raise

    def _require_migrated(self) -> None:
        """A new version may be started before its migrations are done: it must not work yet."""
        try:
            with self.pool.connection() as connection:
                lacking = missing(connection, self._package)
        except psycopg.errors.UndefinedTable:
            raise CannotServe("its tables are missing: run `migrate` first") from None
        if lacking:
            files = ", ".join(name.rpartition("/")[2] for name in lacking)
            raise CannotServe(
                f"its tables are older than this version, and lack {files}: run `migrate` first"
            )

    async def _ask_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(_ASK_EVERY_SECONDS)
            try:
                await asyncio.to_thread(self._ask)
                self._trouble = None
            except PoolTimeout:
                self._trouble = await asyncio.to_thread(self._why)
                log.warning("database doesn't answer", reason=self._trouble)
            except psycopg.Error as error:
                self._trouble = f"{type(error).__name__}: {error}"
                log.warning("database doesn't answer", reason=self._trouble)

    def _why(self) -> str:
        return trouble_with(self._address) or "no connection became free in time"

    def _ask(self) -> None:
        with self.pool.connection() as connection:
            connection.execute("SELECT 1")
