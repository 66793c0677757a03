"""Rung by whoever stores something, heard by the relay of the same process."""

import asyncio
import contextlib


class Bell:
    """Lets one task sleep until another thread has something for it, or until it has slept enough.

    A ring while nobody listens is heard by the next one who does; any number of rings count once.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """From any thread; never waits, never raises."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended: nobody listens any more
                loop.call_soon_threadsafe(self._rung.set)

    async def heard(self, seconds: float) -> None:
        """Return when it rings, or after so many seconds."""
        self._loop = asyncio.get_running_loop()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        self._rung.clear()
