"""Files of a ticket over HTTP: they come in as streams, and are told once they are stored."""

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict

from firstline_chassis.bodies import chunks_of, streams_body
from firstline_chassis.clock import Clock
from firstline_chassis.commands import Actor
from firstline_chassis.etags import etag
from firstline_chassis.exchange import Exchange, IdempotencyKey, IfMatch, problem_of
from firstline_chassis.idempotency import Answer
from firstline_chassis.problems import Problem
from firstline_chassis.refusals import Refused
from firstline_chassis.store import Store
from firstline_events.message import Identifier, MessageId, Moment
from firstline_events.vocabulary import ActorKind
from firstline_intake.adapters.http.naming import Named, find_one
from firstline_intake.adapters.http.taking_part import Asked, Call
from firstline_intake.application import desk
from firstline_intake.application.commands import AddAttachment
from firstline_intake.application.ports import Objects, ObjectsAway
from firstline_intake.application.uploads import UploadRules, store_file
from firstline_intake.domain.attaching import File
from firstline_intake.domain.file_names import clean_name
from firstline_intake.domain.media_types import no_program_name
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models.attachments import AttachmentView, attachment_of

BINARY = {"schema": {"type": "string", "format": "binary"}}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file's bytes; `Content-Type` says what it is",
        "content": {"*/*": BINARY},
    }
}


class Files(NamedTuple):
    """Where files lie, and which are taken."""

    objects: Objects
    rules: UploadRules


class Upload(BaseModel):
    """What is said of a file beside its bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Identifier
    actor_kind: ActorKind
    actor_id: Identifier
    on_behalf_of: Identifier | None = None
    at: Moment | None = None
    visible: bool = True
    message: MessageId | None = None
    """The message that it belongs to."""
    origin: Identifier | None = None
    """Settles a shared reference."""

    def command(self, file: File) -> AddAttachment:
        """Raises BadFileName or ExecutableRefused."""
        name = clean_name(self.name)
        no_program_name(name)
        actor = Actor(kind=self.actor_kind, id=self.actor_id, on_behalf_of=self.on_behalf_of)
        return AddAttachment(
            actor=actor,
            at=self.at,
            name=name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            visible=self.visible,
            message=self.message,
        )


_NOTHING_YET = File("text/plain", 0, "0" * 64)


def add_uploading(
    router: APIRouter, store: Store, exchange: Exchange, files: Files, clock: Clock
) -> None:
    @router.post(
        "/{ticket}/attachments",
        status_code=201,
        response_model=AttachmentView,
        summary="Attach a file",
        openapi_extra=_BODY,
    )
    @streams_body
    async def attach_file(
        ticket: Named,
        upload: Annotated[Upload, Query()],
        request: Request,
        idempotency_key: IdempotencyKey = None,
        if_match: IfMatch = None,
    ) -> Response:
        def act(asked: Asked) -> Answer:
            part = asked.root(ticket, if_match)
            desk.carry_out(command, part.ticket, part.occasion)
            return _answer(part.ticket)

        await run_in_threadpool(_may_come, store, ticket, upload)
        command = upload.command(await _stored(request, files))
        call = Call(request, ticket, idempotency_key, if_match, upload.origin)
        return await run_in_threadpool(call.carry_out, exchange, clock, command, act)


def _answer(ticket: Ticket) -> Answer:
    """The file that was just attached, and where it is."""
    told = ticket.pending_events[-1]
    assert isinstance(told, Ticket.AttachmentAdded)
    view = attachment_of(told)
    where = f"/v1/tickets/{ticket.id}/attachments/{view.id}"
    headers = {"ETag": etag(ticket.version), "Location": where}
    return Answer(201, headers, view.model_dump_json().encode())


def _may_come(store: Store, ticket: str, upload: Upload) -> None:
    """Refuse before the first byte what can be known then; the rest waits for the last one."""
    try:
        upload.command(_NOTHING_YET)
    except Refused as refusal:
        raise problem_of(refusal) from None
    with store.reading() as tx:
        find_one(tx, ticket, upload.origin)


async def _stored(request: Request, files: Files) -> File:
    chunks = chunks_of(request, files.rules.max_bytes)
    said = request.headers.get("content-type")
    try:
        return await store_file(chunks, said, files.rules, files.objects)
    except Refused as refusal:
        raise problem_of(refusal) from None
    except ObjectsAway:
        raise objects_away() from None


def objects_away() -> Problem:
    """The object store is away: try again."""
    detail = (
        "The object store does not answer or is full. Nothing was changed; send it again. Why is in"
        " intake's log, and at its /health/ready."
    )
    problem = Problem(503, "objects-away", "Try again", detail)
    problem.headers["Retry-After"] = "1"
    return problem
