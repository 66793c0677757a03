"""An object store that can't be used: the service serves, and says what is in the way."""

import asyncio
import ssl
from pathlib import Path

import pytest
from obstore.exceptions import GenericError
from structlog.testing import capture_logs

from firstline_intake.adapters.objects.object_store import ObjectStorage, open_objects, reason_of
from tests.support.certificates import Authority

BUCKET = "s3://bucket/prefix"
SECRET = "a-word-that-nobody-reads"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ALLOW_HTTP", raising=False)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
        monkeypatch.setenv(name, SECRET)


async def tried(objects: ObjectStorage) -> str | None:
    """What the check tells, once the store was tried at the start."""
    await objects.start()
    async with asyncio.timeout(60):
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
    await objects.stop()
    said = objects.check()
    assert said.pop("ok")
    return str(said["trouble"]) if said["trouble"] else None


def test_a_folder_is_tried_and_nothing_stays_behind(tmp_path: Path) -> None:
    assert asyncio.run(tried(open_objects(str(tmp_path)))) is None
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_an_address_without_encryption_is_told_with_the_setting_that_allows_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:1")
    with capture_logs() as logs:
        trouble = asyncio.run(tried(open_objects(BUCKET)))
    assert trouble is not None
    assert "AWS_ALLOW_HTTP=true" in trouble
    assert [one["reason"] for one in logs] == [trouble]
    assert SECRET not in str(logs)


def test_a_certificate_that_nobody_knows_is_told_with_the_setting_that_names_its_authority(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    papers = Authority(tmp_path, "objects").signs("127.0.0.1")
    speaks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    speaks.load_cert_chain(papers.certificate, papers.key)

    async def meet() -> str | None:
        front = asyncio.start_server(lambda *_: None, "127.0.0.1", 0, ssl=speaks)
        async with await front as server:
            port = server.sockets[0].getsockname()[1]
            monkeypatch.setenv("AWS_ENDPOINT", f"https://127.0.0.1:{port}")
            return await tried(open_objects(BUCKET))

    assert "SSL_CERT_FILE" in (asyncio.run(meet()) or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PUT http://x/y?sig=abc failed\nhow: ConnectionRefused", "nothing listens there"),
        ("PUT http://nobody.test/y failed\nhow: dns error", "nobody knows a host"),
        ("The bucket is full", "The bucket is full"),
    ],
)
def test_a_reason_says_what_is_known_and_no_signature(text: str, said: str) -> None:
    reason = reason_of(GenericError(text))
    assert said in reason
    assert "sig" not in reason
