"""TLS before the embedded PostgreSQL, whose programs are built without it: as the protocol asks.

It answers the client's request for TLS as a server does, and refuses who doesn't ask, as
`hostssl` in pg_hba.conf would; behind it, everything is the real server.
"""

import asyncio
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.certificates import Papers

_TLS_REQUEST, _GSS_REQUEST = 80877103, 80877104
_NO_TLS = "no pg_hba.conf entry for this host, no encryption"
_NO_CERTIFICATE = "connection requires a valid client certificate"


class TlsFront:
    """Listens on a free port of 127.0.0.1; speaks TLS with these papers."""

    def __init__(self, upstream: int, papers: Papers, clients: Path | None):
        self._upstream, self._clients = upstream, clients
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(papers.certificate, papers.key)
        if clients is not None:
            self._tls.verify_mode = ssl.CERT_OPTIONAL
            self._tls.load_verify_locations(clients)

    async def serve(self) -> asyncio.Server:
        return await asyncio.start_server(self._meet, "127.0.0.1", 0)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, ssl.SSLError):
            if not await self._encrypted(reader, writer):
                await _refuse(writer, _NO_TLS)
            elif self._clients and not writer.get_extra_info("peercert"):
                await _refuse(writer, _NO_CERTIFICATE)
            else:
                await self._carry(reader, writer)
        writer.close()

    async def _encrypted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        while True:
            length, asked = struct.unpack("!ii", await reader.readexactly(8))
            if asked == _TLS_REQUEST:
                writer.write(b"S")
                await writer.start_tls(self._tls)
                return True
            if asked != _GSS_REQUEST:
                await reader.readexactly(length - 8)
                return False
            writer.write(b"N")

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_connection("127.0.0.1", self._upstream)
        await asyncio.gather(_pipe(reader, ours), _pipe(theirs, writer))


async def _refuse(writer: asyncio.StreamWriter, reason: str) -> None:
    body = f"SFATAL\0C28000\0M{reason}\0\0".encode()
    writer.write(b"E" + struct.pack("!i", len(body) + 4) + body)
    await writer.drain()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    finally:
        writer.close()


@contextmanager
def tls_front(upstream: int, papers: Papers, clients: Path | None = None) -> Iterator[int]:
    """The port where it listens, until the block ends."""
    loop, front = asyncio.new_event_loop(), TlsFront(upstream, papers, clients)
    thread = threading.Thread(target=loop.run_forever, name="tls front")
    thread.start()
    server = asyncio.run_coroutine_threadsafe(front.serve(), loop).result(10)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_end(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for one in others:
        one.cancel()
    await asyncio.gather(*others, return_exceptions=True)
