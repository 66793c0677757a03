"""How bodies come in: whole within a limit, or as a stream for routes that ask for it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any, TypeVar

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firstline_chassis.problems import Problem, respond

F = TypeVar("F", bound=Callable[..., Any])
MAX_BODY_BYTES = 1024 * 1024
_STALLED_SECONDS = 60.0
_STREAMS = "__streams_body__"


def streams_body(endpoint: F) -> F:
    """Mark an endpoint that reads its body by `chunks_of`, with a limit of its own."""
    setattr(endpoint, _STREAMS, True)
    return endpoint


def streaming_routes(routes: Sequence[BaseRoute]) -> list[BaseRoute]:
    """Those of the routes whose endpoints are marked so."""
    return [one for one in routes if getattr(getattr(one, "endpoint", None), _STREAMS, False)]


async def chunks_of(
    request: Request, limit: int, stalled_seconds: float = _STALLED_SECONDS
) -> AsyncIterator[bytes]:
    """The body as it comes. Raises Problem: 413 over the limit, 400 cut off, 408 stalled."""
    announced = request.headers.get("content-length", "")
    expected = int(announced) if announced.isascii() and announced.isdigit() else None
    if expected is not None and expected > limit:
        raise _too_large(limit)
    stream, size = request.stream(), 0
    while chunk := await _next(stream, stalled_seconds):
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        yield chunk
    if expected is not None and size != expected:
        raise _cut_off()


async def _next(stream: AsyncIterator[bytes], stalled_seconds: float) -> bytes:
    """The next chunk that isn't empty; b"" at the end."""
    try:
        async with asyncio.timeout(stalled_seconds):
            async for chunk in stream:
                if chunk:
                    return chunk
    except ClientDisconnect:
        raise _cut_off() from None
    except TimeoutError:
        title = f"Nothing came for {stalled_seconds:.0f} seconds"
        raise Problem(408, "stalled", title, f"{title}; send it again.") from None
    return b""


def _too_large(limit: int) -> Problem:
    title = f"The body is over {limit} bytes"
    return Problem(413, "too-large", title, f"{title}; send less, or in parts.")


def _cut_off() -> Problem:
    title = "The body was cut off"
    return Problem(400, "cut-off", title, f"{title}: nothing was kept; send it again, whole.")


class BodyLimit:
    """Refuses a body over the limit before it fills the memory; streaming routes keep their own."""

    def __init__(
        self, app: ASGIApp, limit: int = MAX_BODY_BYTES, streaming: Sequence[BaseRoute] = ()
    ):
        self._app, self._limit, self._streaming = app, limit, streaming

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._streams(scope):
            await self._app(scope, receive, send)
            return
        body, too_large = await self._read(receive)
        if too_large:
            title = f"The body is over {self._limit} bytes"
            await respond(Problem(413, "too-large", title))(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    def _streams(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is Match.FULL for route in self._streaming)

    async def _read(self, receive: Receive) -> tuple[bytes, bool]:
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return bytes(body), False
            body += message.get("body", b"")
            if len(body) > self._limit:
                return b"", True
            if not message.get("more_body", False):
                return bytes(body), False


def _replay(body: bytes, receive: Receive) -> Receive:
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
