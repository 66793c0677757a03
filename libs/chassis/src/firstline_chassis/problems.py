"""RFC 9457 problem details: one shape for every refusal over HTTP."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg_pool import PoolTimeout
from starlette.exceptions import HTTPException

from firstline_chassis.wrong_fields import location, reason

log = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A refusal with its status, a stable code, and what to do about it.

    `code` becomes the type `urn:firstline:problem:<code>`; `members` are extension members.
    """

    def __init__(self, status: int, code: str, title: str, detail: str = "", **members: Any):
        super().__init__(detail or title)
        self.status, self.code, self.title, self.detail = status, code, title, detail
        self.members = members
        self.headers: dict[str, str] = {}

    def body(self) -> dict[str, Any]:
        """The problem document; extension members stand beside the standard ones."""
        return {
            "type": f"urn:firstline:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail or self.title,
            **self.members,
        }


_SAYS: dict[str, str] = {"type": "string", "title": "string", "detail": "string"}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        **{name: {"type": kind} for name, kind in _SAYS.items()},
        "status": {"type": "integer"},
    },
}
_DOCUMENT = {"content": {MEDIA_TYPE: {"schema": _SCHEMA}}}
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "Refused: what is wrong, and what to do", **_DOCUMENT},
    422: {"description": "Refused: which fields are wrong, and how", **_DOCUMENT},
    "5XX": {"description": "Not done: an error of ours, or the store is away", **_DOCUMENT},
}
"""For OpenAPI: how any operation says no."""


def respond(problem: Problem) -> JSONResponse:
    return JSONResponse(
        jsonable_encoder(problem.body()), problem.status, problem.headers, media_type=MEDIA_TYPE
    )


def add_problem_handlers(app: FastAPI) -> None:
    """Every error of this application leaves as a problem document."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(psycopg.OperationalError, _on_store_away)
    app.add_exception_handler(PoolTimeout, _on_store_away)
    app.add_exception_handler(Exception, _on_bug)


async def _on_problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return respond(error)


def invalid(wrong: Iterable[tuple[Sequence[int | str], str]], more: str = "") -> Problem:
    """The refusal of a request whose fields are wrong: where each is, and why.

    `more` ends the text about them, for what isn't told one by one.
    """
    errors = [{"pointer": _pointer(where), "reason": why} for where, why in wrong]
    told = [f"{one['pointer']}: {one['reason']}" for one in errors]
    detail = "; ".join([*told, more] if more else told)
    return Problem(422, "invalid-request", "Fields are wrong", detail, errors=errors)


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    problem = invalid((location(one), reason(one)) for one in error.errors())
    if any(one["type"] == "json_invalid" for one in error.errors()):
        title = "The body is not JSON"
        problem = Problem(400, "not-json", title, problem.detail, **problem.members)
    elif _is_other_media(request, error):
        problem = Problem(415, "not-json", "Send the body as application/json")
    return respond(problem)


def _pointer(location: Sequence[int | str]) -> str:
    """Where it is wrong; a field's name may hold what no text can."""
    return "/".join(["", *map(str, location)]).encode(errors="replace").decode()


def _is_other_media(request: Request, error: RequestValidationError) -> bool:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = media.endswith(("/json", "+json"))
    return not is_json and any(tuple(e["loc"]) == ("body",) for e in error.errors())


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "not-found", 405: "method-not-allowed", 413: "too-large"}.get(error.status_code)
    problem = Problem(error.status_code, code or "http", *_said(request, error))
    problem.headers = dict(error.headers or {})
    return respond(problem)


def _said(request: Request, error: HTTPException) -> tuple[str, str]:
    """Title and detail: what the framework says of addresses and methods, in words that help."""
    path = request.scope["path"]
    if error.status_code == HTTPStatus.NOT_FOUND and error.detail == "Not Found":
        title = "There is nothing at this address"
        return title, f"Nothing is at {path}; /docs shows all addresses of this service."
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        title = "Not by this method"
        return title, f"{path} doesn't take {request.method}; /docs shows what it takes."
    return str(error.detail), ""


async def _on_store_away(_: Request, error: Exception) -> JSONResponse:
    log.warning("store away", reason=type(error).__name__)
    detail = (
        "The store does not answer. Nothing was changed, or send the same Idempotency-Key again."
    )
    problem = Problem(503, "store-away", "Try again", detail)
    problem.headers["Retry-After"] = "1"
    return respond(problem)


async def _on_bug(request: Request, error: Exception) -> JSONResponse:
    log.error("unexpected error", route=request.scope.get("path"), exc_info=error)
    return respond(Problem(500, "internal-error", "An error of ours; it has been logged"))
