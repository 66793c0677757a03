"""Listings of any length as CSV, sent while they are read: memory stays flat on both sides."""

import csv
import io
from collections.abc import Generator, Sequence
from itertools import chain
from threading import BoundedSemaphore
from typing import Any, ClassVar

from anyio import CancelScope
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from psycopg_pool import ConnectionPool
from starlette.types import Receive, Scope, Send

from firstline_chassis.problems import Problem
from firstline_reporting.read_models.asking import SHOWN, stream
from firstline_reporting.read_models.report import Tickets
from firstline_reporting.read_models.snapshots import snapshot

MEDIA_TYPE = "text/csv"
AT_ONCE = 2
"""Streams hold a connection each; the other questions need some too."""


class CsvResponse(StreamingResponse):
    """CSV in chunks, UTF-8, one header line; closes its lines when it is over, however it ends."""

    media_type = MEDIA_TYPE

    def __init__(self, first: str, lines: Generator[str], status_code: int = 200):
        super().__init__(chain([first], lines), status_code)
        self._close = lines.close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await run_in_threadpool(self._close)


class Streams:
    """The streams over one pool, so many at once, over all reports."""

    response = CsvResponse
    documented: ClassVar[dict[int | str, dict[str, Any]]] = {
        200: {
            "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
            "description": "One line each",
        },
    }

    def __init__(self, pool: ConnectionPool):
        self._pool, self._free = pool, BoundedSemaphore(AT_ONCE)

    def respond(self, tickets: Tickets) -> CsvResponse:
        """The tickets as CSV. Raises Problem 429 while too many others are being sent."""
        if not self._free.acquire(blocking=False):
            raise _busy()
        lines = self._lines(tickets)
        return CsvResponse(next(lines), lines)  # what goes wrong until here can still be refused

    def _lines(self, tickets: Tickets) -> Generator[str]:
        try:
            with snapshot(self._pool) as connection:
                batches = stream(connection, tickets)
                yield _csv([SHOWN, *next(batches, [])])
                yield from map(_csv, batches)
        finally:
            self._free.release()


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
