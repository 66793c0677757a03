"""Intake's API in a test: ask, expect an answer or a problem."""

from typing import Any

import httpx
from fastapi.testclient import TestClient
from psycopg_pool import ConnectionPool

from tests.support.intake import intake_app

ADA = {"kind": "agent", "id": "ada"}
BOB = {"kind": "requester", "id": "bob"}
OPENING: dict[str, Any] = {"actor": BOB, "subject": "It is broken", "requester": "bob"}
PROBLEM = {"type", "title", "status", "detail"}


class Api:
    """The API over this pool; `expect` is the status that the answer must have."""

    def __init__(self, pool: ConnectionPool, **means: Any):
        self.pool = pool
        self.client = TestClient(intake_app(pool, **means), raise_server_exceptions=False)

    def post(
        self, path: str, body: Any = None, expect: int = 200, **headers: str
    ) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.post(f"/v1/tickets{path}", json=body, headers=named)
        return checked(answer, expect)

    def get(self, path: str = "", expect: int = 200, **asked: Any) -> Any:
        return checked(self.client.get(f"/v1/tickets{path}", params=asked), expect).json()

    def opened(self, **changes: Any) -> dict[str, Any]:
        """A new ticket, as the answer tells it."""
        ticket: dict[str, Any] = self.post("", {**OPENING, **changes}, 201).json()
        return ticket

    def events(self) -> int:
        """How many events the store holds."""
        with self.pool.connection() as connection:
            row = connection.execute("SELECT count(*) FROM stored_events").fetchone()
        assert row is not None
        return int(row[0])


def checked(answer: httpx.Response, expect: int) -> httpx.Response:
    """The answer, which has this status and, where it refuses, is a whole problem document."""
    assert answer.status_code == expect, answer.text
    if expect >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert set(problem) >= PROBLEM
        assert problem["status"] == expect
        assert all(problem[name] for name in PROBLEM)
        assert problem["type"].startswith("urn:firstline:problem:")
    return answer


def code_of(answer: httpx.Response) -> str:
    """The last word of a problem's type."""
    return str(answer.json()["type"]).rpartition(":")[2]
