"""Files over HTTP, on a real PostgreSQL and in a real folder: uploaded, listed, downloaded."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from firstline_intake.application.uploads import UploadRules
from firstline_intake.domain.media_types import DEFAULT_TYPES
from tests.support.intake import intake_pool
from tests.support.servers import Database
from tests.support.ticket_api import ADA, Api, checked, code_of

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(64)
LIMIT = 64 * 1024


class Desk(Api):
    """The API with a folder for its files; uploads say who sends them."""

    def __init__(self, pool: Any, folder: Path):
        super().__init__(pool, place=str(folder), rules=UploadRules(LIMIT, DEFAULT_TYPES))
        self.folder = folder

    def upload(
        self,
        ticket: str,
        content: bytes = PNG,
        media: str | None = "image/png",
        expect: int = 201,
        headers: dict[str, str] | None = None,
        **asked: Any,
    ) -> httpx.Response:
        said = {"name": "screen.png", "actor_kind": "requester", "actor_id": "bob", **asked}
        named = {**(headers or {}), **({"content-type": media} if media else {})}
        path = f"/v1/tickets/{ticket}/attachments"
        return checked(self.client.post(path, content=content, params=said, headers=named), expect)

    def files(self) -> list[Path]:
        """Whatever lies in the folder."""
        return [one for one in self.folder.rglob("*") if one.is_file()]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Iterator[Desk]:
    with intake_pool(database) as pool:
        yield Desk(pool, tmp_path / "files")


def test_a_file_comes_back_as_it_went_and_nobody_runs_it(desk: Desk) -> None:
    ticket = desk.opened()
    answer = desk.upload(ticket["id"], name="Übersicht (1).png")
    file, digest = answer.json(), hashlib.sha256(PNG).hexdigest()
    assert (file["name"], file["size"], file["sha256"]) == ("Übersicht (1).png", len(PNG), digest)
    assert (file["author_kind"], file["author"], file["visible"]) == ("requester", "bob", True)
    assert answer.headers["etag"] == '"2"'
    found = desk.client.get(answer.headers["location"])
    assert (found.content, found.headers["content-type"]) == (PNG, "image/png")
    said = f"attachment; filename*=UTF-8''{quote('Übersicht (1).png', safe='')}"
    assert found.headers["content-disposition"] == said
    assert found.headers["x-content-type-options"] == "nosniff"
    assert desk.files() == [desk.folder / "sha256" / digest[:2] / digest]


def test_the_ticket_shows_its_files_and_the_requester_sees_the_visible_ones(desk: Desk) -> None:
    path = f"/{desk.opened()['id']}"
    shown = desk.upload(path[1:]).json()
    hidden = desk.upload(path[1:], visible=False, actor_kind="agent", actor_id="ada").json()
    assert desk.get(path)["attachments"] == [shown, hidden]
    assert desk.get(f"{path}/attachments")["items"] == [shown, hidden]
    seen = desk.get(f"{path}/for-requester")["attachments"]
    assert [one["id"] for one in seen] == [shown["id"]]
    assert desk.get(f"{path}/for-requester/attachments/{hidden['id']}", 404)
    theirs = desk.client.get(f"/v1/tickets{path}/for-requester/attachments/{shown['id']}")
    assert theirs.content == PNG
    assert desk.client.get(f"/v1/tickets{path}/attachments/{hidden['id']}").content == PNG


def test_a_file_belongs_to_a_message_of_its_ticket(desk: Desk) -> None:
    ticket = desk.opened(body="see the picture")
    message = ticket["messages"][0]["id"]
    assert desk.upload(ticket["id"], message=message).json()["message"] == message
    assert code_of(desk.upload(ticket["id"], message="another", expect=409)) == "no-such-message"


def test_the_same_key_with_the_same_bytes_attaches_once(desk: Desk) -> None:
    ticket = desk.opened()["id"]
    key = {"idempotency-key": "upload-1"}
    first = desk.upload(ticket, headers=key)
    again = desk.upload(ticket, headers=key)
    assert (again.json(), again.headers["etag"]) == (first.json(), first.headers["etag"])
    other = desk.upload(ticket, PNG + b"x", headers=key, expect=422)
    assert code_of(other) == "idempotency-key-reused"
    assert len(desk.get(f"/{ticket}")["attachments"]) == 1


def test_a_file_for_a_ticket_that_has_changed_is_refused(desk: Desk) -> None:
    ticket = desk.opened()["id"]
    stale = desk.upload(ticket, headers={"if-match": '"7"'}, expect=412)
    assert code_of(stale) == "stale-etag"
    assert desk.get(f"/{ticket}")["attachments"] == []


@pytest.mark.parametrize(
    ("content", "media", "status", "code"),
    [
        (PDF, "image/png", 422, "not-what-it-says"),
        (PNG, "application/pdf", 422, "not-what-it-says"),
        (b"just words", "image/png", 422, "not-what-it-says"),
        (PNG, "text/plain", 422, "not-what-it-says"),
        ("Übersicht".encode("latin-1"), "text/plain", 422, "not-what-it-says"),
        (b"a\0b", "text/csv", 422, "not-what-it-says"),
        ("cut in the middle of é".encode()[:-1], "text/plain", 422, "not-what-it-says"),
        (b"MZ\x90\0" + bytes(64), "image/png", 422, "executable"),
        (b"\x7fELF\x02\x01" + bytes(64), "application/zip", 422, "executable"),
        (b"#!/bin/sh\nrm -rf /\n", "text/plain", 422, "executable"),
        (b"", "text/plain", 422, "empty-upload"),
        (PNG, "application/x-msdownload", 415, "type-not-allowed"),
        (b"<script>alert(1)</script>", "text/html", 415, "type-not-allowed"),
        (PNG, "application/octet-stream", 415, "type-not-allowed"),
        (PNG, None, 415, "type-not-allowed"),
        (PNG, "nonsense", 415, "type-not-allowed"),
        (PNG + bytes(LIMIT), "image/png", 413, "too-large"),
    ],
    ids=range(17),
)
def test_what_is_not_taken_leaves_nothing_behind(
    desk: Desk, content: bytes, media: str | None, status: int, code: str
) -> None:
    ticket = desk.opened()
    answer = desk.upload(ticket["id"], content, media, status)
    assert code_of(answer) == code
    assert (desk.files(), desk.get(f"/{ticket['id']}")) == ([], ticket)


def test_a_lie_is_told_with_both_types(desk: Desk) -> None:
    problem = desk.upload(desk.opened()["id"], PDF, "image/png", 422).json()
    assert (problem["said"], problem["found"]) == ("image/png", "application/pdf")
    assert "image/png" in problem["detail"]
    assert "application/pdf" in problem["detail"]


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"name": "../.."}, 422, "bad-file-name"),
        ({"name": "invoice.pdf.exe"}, 422, "executable"),
        ({"name": ""}, 422, "invalid-request"),
        ({"actor_kind": "somebody"}, 422, "invalid-request"),
        ({"at": "2999-01-01T00:00:00Z"}, 422, "implausible-time"),
        ({"visibel": "misspelt"}, 422, "invalid-request"),
    ],
)
def test_what_is_said_wrongly_of_a_file_is_named(
    desk: Desk, asked: dict[str, Any], status: int, code: str
) -> None:
    ticket = desk.opened()
    assert code_of(desk.upload(ticket["id"], expect=status, **asked)) == code
    assert desk.get(f"/{ticket['id']}") == ticket


def test_files_of_what_does_not_exist_are_not_found(desk: Desk) -> None:
    assert code_of(desk.upload("FL-999999", expect=404)) == "no-such-ticket"
    ticket = desk.opened()["id"]
    desk.get(f"/{ticket}/attachments/{uuid4()}", 404)
    desk.get(f"/{ticket}/attachments/nonsense", 422)


def test_a_closed_ticket_takes_no_file_that_the_requester_sees(desk: Desk) -> None:
    ticket = desk.opened()["id"]
    desk.post(f"/{ticket}/close", {"actor": ADA})
    assert code_of(desk.upload(ticket, expect=409)) == "already-closed"


def test_the_same_bytes_are_one_object_however_often_they_come(desk: Desk) -> None:
    for _ in range(2):
        desk.upload(desk.opened()["id"])
    assert len(desk.files()) == 1


def test_an_object_that_is_lost_is_told_as_an_error_of_ours(desk: Desk) -> None:
    where = desk.upload(desk.opened()["id"]).headers["location"]
    for file in desk.files():
        file.unlink()
    assert code_of(checked(desk.client.get(where), 500)) == "object-missing"
