"""Uploads to a service of its own through a real socket: cut off, large, too large."""

import hashlib
import socket
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from tests.support.intake import intake_process
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.ticket_api import OPENING

MEBIBYTE = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
LARGE = 160 * MEBIBYTE
GROWTH = 64 * MEBIBYTE
"""What the process may take more for a body several times as large; parts of it are in flight."""
ASKED = "name=screen.png&actor_kind=requester&actor_id=bob"
ROUTE = 'method="POST",route="/v1/tickets/{ticket}/attachments",status="400"'

pytestmark = pytest.mark.integration


@pytest.fixture
def intake(database: Database, tmp_path: Path) -> Iterator[Process]:
    settings = {"attachments": str(tmp_path / "files"), "attachment_bytes": str(2 * LARGE)}
    with intake_process(database, tmp_path, ["api"], **settings) as process:
        yield process


@pytest.fixture
def ticket(intake: Process) -> str:
    return str(httpx.post(f"{intake.url}/v1/tickets", json=OPENING).json()["id"])


def files(folder: Path) -> list[str]:
    return [str(one) for one in (folder / "files").rglob("*") if one.is_file()]


@pytest.mark.parametrize(
    ("header", "body"),
    [
        (f"Content-Length: {MEBIBYTE}", PNG + bytes(300_000)),
        ("Transfer-Encoding: chunked", b"493e0\r\n" + PNG + bytes(300_000 - len(PNG)) + b"\r\n"),
        (f"Content-Length: {40 * MEBIBYTE}", PNG + bytes(20 * MEBIBYTE)),
    ],
    ids=["told its length", "in chunks", "after several parts"],
)
def test_an_upload_that_is_cut_off_leaves_no_file_and_no_event(
    intake: Process, ticket: str, tmp_path: Path, header: str, body: bytes
) -> None:
    begun_upload(intake, ticket, header, body).close()
    intake.wait_until(lambda: ROUTE in intake.get("/metrics").text, "done with the upload")
    assert files(tmp_path) == []
    assert intake.get(f"/v1/tickets/{ticket}").json()["attachments"] == []


def test_a_large_file_is_never_whole_in_memory_on_its_way_in_or_out(
    intake: Process, ticket: str, tmp_path: Path
) -> None:
    path = f"{intake.url}/v1/tickets/{ticket}/attachments?{ASKED}"
    small = httpx.post(path, content=PNG, headers={"content-type": "image/png"})
    assert small.status_code == 201, small.text
    process, grown = psutil.Process(intake.pid), [0]
    before = process.memory_info().rss

    def watched(chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            grown.append(process.memory_info().rss - before)
            yield chunk

    body = watched(chain([PNG], repeat(bytes(MEBIBYTE), LARGE // MEBIBYTE)))
    answer = httpx.post(path, content=body, headers={"content-type": "image/png"}, timeout=120)
    assert answer.status_code == 201, answer.text
    assert answer.json()["size"] == LARGE + len(PNG)
    digest = hashlib.sha256()
    with httpx.stream("GET", f"{intake.url}{answer.headers['location']}", timeout=120) as told:
        for chunk in watched(told.iter_bytes(MEBIBYTE)):
            digest.update(chunk)
    assert digest.hexdigest() == answer.json()["sha256"]
    assert max(grown) < GROWTH


def test_a_file_that_is_announced_too_large_is_refused_before_it_is_sent(
    intake: Process, ticket: str, tmp_path: Path
) -> None:
    with begun_upload(intake, ticket, f"Content-Length: {3 * LARGE}", PNG) as connection:
        told = connection.recv(4_096)
    assert told.startswith(b"HTTP/1.1 413")
    assert files(tmp_path) == []


def begun_upload(intake: Process, ticket: str, header: str, body: bytes) -> socket.socket:
    """A request whose body is said to be longer than what is sent of it."""
    address = urlsplit(intake.url)
    assert address.hostname
    assert address.port
    lines = [
        f"POST /v1/tickets/{ticket}/attachments?{ASKED} HTTP/1.1",
        f"Host: {address.netloc}",
        "Content-Type: image/png",
        header,
    ]
    connection = socket.create_connection((address.hostname, address.port), timeout=30)
    connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
    return connection
