"""A pooler before PostgreSQL that refuses what we say when we connect: its words are told."""

import asyncio
import socketserver
import struct
import threading
from collections.abc import Iterator

import pytest

from firstline_chassis.database import Database
from firstline_chassis.errors import CannotServe

REFUSED = "unsupported startup parameter: options"
_ERROR = f"SFATAL\0VFATAL\0C08P01\0M{REFUSED}\0\0".encode()


class Pooler(socketserver.BaseRequestHandler):
    """Takes whoever connects without options, as PgBouncer before 1.20 does."""

    def handle(self) -> None:
        [length] = struct.unpack("!I", self.request.recv(4))
        if b"options\0" in self.request.recv(length - 4):
            self.request.sendall(b"E" + struct.pack("!I", len(_ERROR) + 4) + _ERROR)
        else:
            self.request.sendall(struct.pack("!cIIcIc", b"R", 8, 0, b"Z", 5, b"I"))


@pytest.fixture
def address() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Pooler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        yield f"postgresql://us@127.0.0.1:{port}/firstline?sslmode=disable&gssencmode=disable"
        server.shutdown()


def test_what_a_pooler_refuses_is_told_in_its_words(address: str) -> None:
    database = Database(address, "firstline_triage")
    with pytest.raises(CannotServe, match=f"{REFUSED}: let the pooler take it"):
        asyncio.run(database.start())
