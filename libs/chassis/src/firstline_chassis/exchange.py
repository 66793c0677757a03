"""One command over HTTP: once per Idempotency-Key, on the version that the caller saw."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from uuid import uuid4

import psycopg
from fastapi import Header, Request, Response
from pydantic import BaseModel

from firstline_chassis.idempotency import Answer, Once
from firstline_chassis.problems import Problem
from firstline_chassis.refusals import Refused, TooLarge, Unacceptable, WrongMediaType
from firstline_chassis.store import Store, Transaction, VersionConflict

T = TypeVar("T")
IdempotencyKey = Annotated[
    str | None, Header(description="The same key with the same body is carried out once.")
]
IfMatch = Annotated[str | None, Header(description='The ETag that it must have: `"3"`.')]


class Exchange:
    """Carries out commands in one transaction with their stored response."""

    def __init__(self, store: Store):
        self._store = store

    def carry_out(
        self,
        request: Request,
        command: BaseModel,
        key: str | None,
        act: Callable[[Transaction, str], Answer],
    ) -> Response:
        """`act` gets the transaction and the cause to name in its events. Raises Problem."""
        once = _once(request, command, key)
        cause = f"{request.method} {request.scope['path']}#{key or uuid4()}"

        def attempt(*, locked: bool) -> Answer:
            return self._attempt(once, lambda tx: act(tx, cause), locked)

        try:
            return _response(surely(attempt))
        except Refused as refusal:
            raise problem_of(refusal) from None

    def _attempt(
        self, once: Once | None, act: Callable[[Transaction], Answer], locked: bool
    ) -> Answer:
        with self._store.transaction(locked=locked) as tx:
            answer = once.recall(tx) if once else None
            if answer is None:
                answer = act(tx)
                if once:
                    once.keep(tx, answer)
        return answer


def surely(attempt: Callable[..., T]) -> T:
    """If somebody was faster, look again at what is there now, and let nobody in between."""
    try:
        return attempt(locked=False)
    except (VersionConflict, psycopg.errors.UniqueViolation):
        return attempt(locked=True)


def problem_of(refusal: Refused) -> Problem:
    """The domain's no, as HTTP says it: a wrong request, or a conflict with what is there."""
    if isinstance(refusal, Unacceptable):
        status, title = 422, "The request can't be taken"
    else:
        status, title = 409, "Refused as things stand"
    if isinstance(refusal, TooLarge):
        status = 413
    elif isinstance(refusal, WrongMediaType):
        status = 415
    return Problem(status, refusal.code, title, str(refusal), **refusal.members)


def _once(request: Request, command: BaseModel, key: str | None) -> Once | None:
    if key is None:
        return None
    body = command.model_dump_json().encode()
    target = f"{request.scope['path']}?{request.url.query}"
    return Once.of("default", key, request.method, target, body)


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, answer.headers, "application/json")
