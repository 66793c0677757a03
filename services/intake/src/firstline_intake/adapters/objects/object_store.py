"""Files in an object store: a folder, or whatever an address of `obstore` names."""

import asyncio
import contextlib
import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from firstline_chassis.errors import CannotServe
from firstline_intake.application.ports import ObjectMissing, ObjectsAway

if TYPE_CHECKING:
    from obstore import AsyncWritableFile
    from obstore.store import ObjectStore

log = structlog.get_logger()
_PART_BYTES = 5 * 1024 * 1024
"""The least that S3 takes as a part; so much of an upload is in memory, times the next."""
_PARTS_AT_ONCE = 2
_CHUNK_BYTES = 256 * 1024
_INCOMING = "incoming"
_REMEDIES = (
    ("BadScheme", "its address is http; where you trust the network, set AWS_ALLOW_HTTP=true"),
    ("InvalidCertificate", "nobody known signed its certificate; set SSL_CERT_FILE"),
    ("ConnectionRefused", "nothing listens there"),
    ("dns error", "nobody knows a host of that name"),
)
"""What stands in an error of the client, and what to do; its own words tell neither."""


def open_objects(place: str | None) -> "ObjectStorage":
    """The store at a URL or in a folder. Raises CannotServe with what is wrong."""
    where = place or str(default_folder())
    try:
        if "://" in where:
            return ObjectStorage(from_url(where))
        folder = Path(where).expanduser().absolute()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError("it can't be written")
        return ObjectStorage(LocalStore(folder))
    except (BaseError, OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise CannotServe(
            f"attachments can't be kept in {where} ({reason}): set …_ATTACHMENTS to a folder that"
            " can be written, or to an address such as s3://bucket/prefix"
        ) from None


def default_folder() -> Path:
    """In the data of the user who runs the service: it outlives restarts, and is theirs alone."""
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "firstline" / "intake" / "attachments"


class ObjectStorage:
    """Objects by digest under `sha256/`; what is on its way in lies under `incoming/`.

    Tickets go on without it, so it never keeps a service from being ready: what is in its way is
    told by `check` and the log, at the start already.
    """

    name = "attachments"

    def __init__(self, store: "ObjectStore"):
        self._store = store
        self._trouble: str | None = None
        self._trying: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._trying = asyncio.create_task(self._try(), name=self.name)

    async def stop(self) -> None:
        if self._trying is not None:
            self._trying.cancel()

    def check(self) -> dict[str, Any]:
        return {"ok": True, "trouble": self._trouble}

    async def _try(self) -> None:
        """Write and delete an empty object: what uploads need, and no right more."""
        place = f"{_INCOMING}/{uuid4()}"
        with contextlib.suppress(ObjectsAway), self._told():
            await obstore.put_async(self._store, place, b"")
            await obstore.delete_async(self._store, place)

    @asynccontextmanager
    async def draft(self) -> AsyncIterator["StoredDraft"]:
        place = f"{_INCOMING}/{uuid4()}"
        with self._told():
            writer = obstore.open_writer_async(
                self._store, place, buffer_size=_PART_BYTES, max_concurrency=_PARTS_AT_ONCE
            )
            async with writer:  # an error that leaves it ends the upload, and nothing appears
                draft = StoredDraft(writer)
                yield draft
                assert draft.sha256, "a draft is named, or left by an error"
            await self._move(place, _place_of(draft.sha256))

    async def read(self, sha256: str) -> AsyncIterator[bytes]:
        with self._told():
            found = await obstore.get_async(self._store, _place_of(sha256))
        return self._chunks(found)

    async def _chunks(self, found: "obstore.GetResult") -> AsyncIterator[bytes]:
        with self._told():
            async for chunk in found.stream(min_chunk_size=_CHUNK_BYTES):
                yield bytes(chunk)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """The errors of the store as those of the port; why is for whoever keeps it."""
        try:
            yield
        except FileNotFoundError as error:
            raise ObjectMissing(str(error).splitlines()[0]) from None
        except (BaseError, OSError) as error:
            self._trouble = reason_of(error)
            log.warning("object store is away", reason=self._trouble)
            raise ObjectsAway(self._trouble) from error
        self._trouble = None

    async def _move(self, place: str, to: str) -> None:
        try:
            await obstore.rename_async(self._store, place, to)
        except BaseException:
            with contextlib.suppress(BaseError, OSError):
                await obstore.delete_async(self._store, place)
            raise


class StoredDraft:
    """An upload; it becomes an object in one step, or not at all."""

    def __init__(self, writer: "AsyncWritableFile"):
        self._writer = writer
        self.sha256 = ""

    async def write(self, chunk: bytes) -> None:
        await self._writer.write(chunk)

    def name(self, sha256: str) -> None:
        self.sha256 = sha256


def _place_of(sha256: str) -> str:
    return f"sha256/{sha256[:2]}/{sha256}"


def reason_of(error: Exception) -> str:
    """Its first line, with what to do where that is known; without an address's query: it may
    hold a signature."""
    whole = str(error)
    said = re.sub(r"\?\S*", "", whole.splitlines()[0])
    return next((f"{said}: {remedy}" for word, remedy in _REMEDIES if word in whole), said)
