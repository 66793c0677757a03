"""The files of a ticket: listed, and downloaded as streams that no browser opens by itself."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

import structlog
from fastapi import APIRouter, Path
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from firstline_chassis.problems import Problem
from firstline_chassis.store import Store
from firstline_intake.adapters.http.attachments import BINARY, objects_away
from firstline_intake.adapters.http.naming import Named, Origin, find_one
from firstline_intake.application.ports import ObjectMissing, Objects, ObjectsAway
from firstline_intake.read_models import aliases
from firstline_intake.read_models.attachments import AttachmentView, attachments_of
from firstline_intake.read_models.for_requester import around
from firstline_intake.read_models.seen import seen_in

log = structlog.get_logger()
Id = Annotated[UUID, Path(description="of the file")]
_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file's bytes, as its own type", "content": {"*/*": BINARY}}
}


class AttachmentList(BaseModel):
    """The files of one ticket, in the order in which they came."""

    items: list[AttachmentView]


Found = Sequence[AttachmentView]


def add_downloading(router: APIRouter, store: Store, objects: Objects) -> None:
    def files_of(ticket: str, origin: str | None) -> Found:
        with store.reading() as tx:
            named = find_one(tx, ticket, origin).ticket_id
            histories = tx.histories([named, *aliases.below(tx, named)])
        return attachments_of(chain.from_iterable(histories.values()))

    def shown_files_of(ticket: str, origin: str | None) -> Found:
        with store.reading() as tx:
            named = find_one(tx, ticket, origin).ticket_id
            return attachments_of(one.event for one in seen_in(named, around(tx, named)))

    @router.get("/{ticket}/attachments", summary="The files of a ticket")
    def list_attachments(ticket: Named, origin: Origin = None) -> AttachmentList:
        return AttachmentList(items=list(files_of(ticket, origin)))

    _add_download(router, "", files_of, objects)
    _add_download(router, "/for-requester", shown_files_of, objects)


def _add_download(
    router: APIRouter, to: str, files_of: Callable[[str, str | None], Found], objects: Objects
) -> None:
    async def download(ticket: Named, attachment: Id, origin: Origin = None) -> StreamingResponse:
        found = await run_in_threadpool(files_of, ticket, origin)
        file = next((one for one in found if one.id == attachment), None)
        if file is None:
            title = "The ticket has no such file"
            raise Problem(404, "no-such-file", title, f"{title}; read which it has.")
        return await _streamed(file, objects)

    path = f"/{{ticket}}{to}/attachments/{{attachment}}"
    summary = "Download a file" + (" that the requester may see" if to else "")
    name = f"download{to.replace('/', '_').replace('-', '_')}"
    router.get(
        path, response_class=StreamingResponse, responses=_CONTENT, summary=summary, name=name
    )(download)


async def _streamed(file: AttachmentView, objects: Objects) -> StreamingResponse:
    try:
        chunks = await objects.read(file.sha256)
    except ObjectsAway:
        raise objects_away() from None
    except ObjectMissing:
        log.error("object missing", sha256=file.sha256)
        detail = "The object store has lost it, or another one is configured: tell the operator."
        raise Problem(500, "object-missing", "The file's bytes are missing", detail) from None
    return StreamingResponse(chunks, media_type=file.media_type, headers=_headers(file))


def _headers(file: AttachmentView) -> dict[str, str]:
    """So that a browser saves the file, whatever is in it, and asks nobody what it might be."""
    return {
        "Content-Length": str(file.size),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{file.sha256}"',
        "Cache-Control": "private",
    }
