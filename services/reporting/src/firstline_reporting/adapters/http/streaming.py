"""Answers of any length, sent while they are read: memory stays flat on both sides."""

import csv
import io
from collections.abc import Callable, Generator, Sequence
from itertools import chain
from threading import BoundedSemaphore
from typing import Any, ClassVar

from anyio import CancelScope
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from psycopg_pool import ConnectionPool
from starlette.types import Receive, Scope, Send

from firstline_chassis.problems import Problem
from firstline_reporting.read_models.asking import SHOWN, TOLD, stream, stream_of_others
from firstline_reporting.read_models.report import Tickets
from firstline_reporting.read_models.snapshots import snapshot

MEDIA_TYPE = "text/csv"
AT_ONCE = 2
"""Streams hold a connection each; the other questions need some too."""

Pieces = Generator[Any]


class Flow(StreamingResponse):
    """Pieces as they are made; these are closed when it is over, however it ends."""

    def __init__(self, first: Any, pieces: Pieces, status_code: int = 200):
        super().__init__(chain([first], pieces), status_code)
        self._close = pieces.close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await run_in_threadpool(self._close)


class CsvFlow(Flow):
    """CSV in chunks, UTF-8, one header line."""

    media_type = MEDIA_TYPE


class Streams:
    """The streams over one pool, so many at once."""

    response = CsvFlow
    documented: ClassVar[dict[int | str, dict[str, Any]]] = {
        200: {
            "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
            "description": "One line each",
        },
    }

    def __init__(self, pool: ConnectionPool):
        self._pool, self._free = pool, BoundedSemaphore(AT_ONCE)

    def respond(self, tickets: Tickets) -> Flow:
        """The tickets as CSV. Raises Problem 429 while too many others are being sent."""
        return self.flow(lambda: _lines(self._pool, tickets), CsvFlow)

    def respond_others(self, others: Tickets) -> Flow:
        """What is no ticket as CSV. Raises Problem 429 while too many others are being sent."""
        return self.flow(lambda: _lines_of_others(self._pool, others), CsvFlow)

    def flow(self, make: Callable[[], Pieces], kind: type[Flow]) -> Flow:
        """Send the pieces. Raises Problem 429 while too many others are being sent."""
        if not self._free.acquire(blocking=False):
            raise _busy()
        pieces = self._in_turn(make)
        return kind(next(pieces), pieces)  # what goes wrong until here can still be refused

    def _in_turn(self, make: Callable[[], Pieces]) -> Pieces:
        try:
            yield from make()
        finally:
            self._free.release()


def _lines(pool: ConnectionPool, tickets: Tickets) -> Generator[str]:
    with snapshot(pool) as connection:
        batches = stream(connection, tickets)
        yield _csv([SHOWN, *next(batches, [])])
        yield from map(_csv, batches)


def _lines_of_others(pool: ConnectionPool, others: Tickets) -> Generator[str]:
    with snapshot(pool) as connection:
        batches = stream_of_others(connection, others)
        yield _csv([TOLD, *next(batches, [])])
        yield from map(_csv, batches)


def _busy() -> Problem:
    detail = f"{AT_ONCE} listings are being sent already; ask again when one is through."
    problem = Problem(429, "too-many-streams", "Others are being sent", detail)
    problem.headers["Retry-After"] = "5"
    return problem


def _csv(rows: Sequence[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_plain(row) for row in rows])
    return text.getvalue()


def _plain(row: Sequence[Any]) -> list[Any]:
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in row]
