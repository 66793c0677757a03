"""The part that keeps this process's index up to date with the store."""

import asyncio
import contextlib
from typing import Any

import structlog

from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.application.following import AnotherStore, ArticleLog

log = structlog.get_logger()
_PAGE = 1_000
_EVERY_SECONDS = 0.25
_TROUBLED_SECONDS = 2.0


class IndexFollowing:
    """Catches up before the process serves, then four times a second.

    Trouble leaves the index as it was: searches answer from the last commit, readiness says why,
    and it is tried again. Articles are in the store whatever happens here.
    """

    name = "search"

    def __init__(self, index: ArticleIndex, articles: ArticleLog):
        self._index, self._articles = index, articles
        self._read = index.position
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._trouble: str | None = None

    async def start(self) -> None:
        await asyncio.to_thread(self.try_to_catch_up)
        self._task = asyncio.create_task(self._go_on(), name="search")

    async def stop(self) -> None:
        self._stopping.set()
        if self._task is not None:
            await self._task
        self._index.close()

    def check(self) -> dict[str, Any]:
        return {"ok": self._trouble is None, "trouble": self._trouble, "read_to": self._read.id}

    def catch_up(self) -> None:
        """Read until there is nothing more. Raises IndexUnwritable, or what the database raises."""
        try:
            self._read_on()
        except AnotherStore as error:
            self._index.begin_again(str(error))
            self._read = self._index.position
            self._read_on()

    def _read_on(self) -> None:
        while changes := self._articles.after(self._read, _PAGE):
            if changes.texts:
                self._index.write(changes.texts, changes.position)
            self._read = changes.position

    def try_to_catch_up(self) -> None:
        """As `catch_up`; what is in the way is told by `check` and the log."""
        try:
            self.catch_up()
        except Exception as error:  # whatever it is: searches go on, and it is tried again
            trouble = f"{type(error).__name__}: {error}"
            if trouble != self._trouble:
                log.warning("search index is behind", reason=trouble, position=self._read.id)
            self._trouble = trouble
        else:
            self._trouble = None

    async def _go_on(self) -> None:
        while not self._stopping.is_set():
            pause = _TROUBLED_SECONDS if self._trouble else _EVERY_SECONDS
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            await asyncio.to_thread(self.try_to_catch_up)
