"""How a service lives: its parts start together, and SIGTERM lets each finish what it holds."""

import asyncio
import contextlib
import signal
from collections.abc import Sequence
from typing import Any, Protocol

import structlog
import uvicorn
from fastapi import FastAPI

from firstline_chassis.errors import CannotServe

log = structlog.get_logger()
_STARTED = 30.0


class Part(Protocol):
    """A role that runs inside a service."""

    @property
    def name(self) -> str: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def check(self) -> dict[str, Any]:
        """`ok` and whatever explains it; must not block."""


class HttpPart:
    """An ASGI application on an address of its own."""

    def __init__(self, name: str, app: FastAPI, host: str, port: int):
        self.name = name
        self._where = f"{host}:{port}"
        config = uvicorn.Config(
            app, host=host, port=port, log_config=None, access_log=False, lifespan="off"
        )
        config.timeout_graceful_shutdown = 10
        self._server = uvicorn.Server(config)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        # uvicorn would take the signals for itself; the service hands them out.
        self._server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]
        self._task = asyncio.create_task(self._serve(), name=self.name)
        deadline = asyncio.get_running_loop().time() + _STARTED
        while not self._server.started:
            if self._task.done() or asyncio.get_running_loop().time() > deadline:
                raise CannotServe(
                    f"{self._where} can't be listened on: is the port in use? Set …_HTTP_PORT."
                )
            await asyncio.sleep(0.01)

    async def _serve(self) -> None:
        with contextlib.suppress(SystemExit):
            await self._server.serve()

    async def stop(self) -> None:
        self._server.should_exit = True
        if self._task is not None:
            await self._task

    def check(self) -> dict[str, Any]:
        return {"ok": self._server.started}


def checks_of(parts: Sequence[Part]) -> dict[str, dict[str, Any]]:
    return {part.name: part.check() for part in parts}


async def run(parts: Sequence[Part]) -> None:
    """Start the parts, wait for SIGTERM or SIGINT, stop them in reverse order."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    started: list[Part] = []
    try:
        for part in parts:
            await part.start()
            started.append(part)
        log.info("serving", parts=[part.name for part in parts])
        await stop.wait()
    finally:
        log.info("stopping")
        for part in reversed(started):
            await part.stop()
