"""One command over HTTP: once per Idempotency-Key, on the version that the caller saw."""

from collections.abc import Callable
from typing import Annotated
from uuid import uuid4

import psycopg
from fastapi import Header, Request, Response

from firstline_chassis.idempotency import Answer, Once
from firstline_chassis.problems import Problem
from firstline_chassis.store import Store, Transaction, VersionConflict
from firstline_intake.application.commands import Command
from firstline_intake.domain.errors import Refused
from firstline_intake.read_models.ticket import TicketView

_TRIES = 5
IdempotencyKey = Annotated[
    str | None, Header(description="The same key with the same body is carried out once.")
]
IfMatch = Annotated[str | None, Header(description='The ETag that the ticket must have: `"3"`.')]


class Exchange:
    """Carries out commands in one transaction with their stored response."""

    def __init__(self, store: Store):
        self._store = store

    def carry_out(
        self,
        request: Request,
        command: Command,
        key: str | None,
        act: Callable[[Transaction, str], Answer],
    ) -> Response:
        """`act` gets the transaction and the cause to name in its events. Raises Problem."""
        once = _once(request, command, key)
        cause = f"{request.method} {request.url.path}#{key or uuid4()}"
        for _ in range(_TRIES):
            try:
                return _response(self._try(once, cause, act))
            except Refused as refusal:
                raise Problem(409, refusal.code, "The ticket refuses", str(refusal)) from None
            except (VersionConflict, psycopg.errors.UniqueViolation):
                continue  # somebody was faster: look again at what is there now
        raise Problem(409, "busy", "Others change this ticket right now", "Try again.")

    def _try(
        self, once: Once | None, cause: str, act: Callable[[Transaction, str], Answer]
    ) -> Answer:
        with self._store.transaction() as tx:
            answer = once.recall(tx) if once else None
            if answer is None:
                answer = act(tx, cause)
                if once:
                    once.keep(tx, answer)
        return answer


def check_version(if_match: str | None, version: int) -> None:
    """Raises Problem 412 when the ticket isn't as the caller saw it."""
    if if_match is None or if_match.strip() == "*":
        return
    tags = [tag.strip() for tag in if_match.split(",")]
    if any(not (tag.startswith('"') and tag.endswith('"') and len(tag) > 1) for tag in tags):
        raise Problem(400, "bad-etag", 'If-Match takes an ETag in quotes: "3"')
    if etag(version) not in tags:
        title = "The ticket has changed since you read it"
        detail = f"Its ETag is {etag(version)}; read it again."
        raise Problem(412, "stale-etag", title, detail, etag=etag(version))


def etag(version: int) -> str:
    return f'"{version}"'


def answer_with(view: TicketView, status: int = 200, **headers: str) -> Answer:
    """The ticket as it will stand once the transaction is committed."""
    body = view.model_dump_json().encode()
    return Answer(status, {"ETag": etag(view.version), **headers}, body)


def _once(request: Request, command: Command, key: str | None) -> Once | None:
    if key is None:
        return None
    body = command.model_dump_json().encode()
    return Once.of("default", key, request.method, request.url.path, body)


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, answer.headers, "application/json")
