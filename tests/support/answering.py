"""Suggestions and drafts over kb's API; `expect` is the status that the answer must have."""

from typing import Any

import httpx

from tests.support.ticket_api import checked

NORA = {"kind": "agent", "id": "nora"}
BOB = {"kind": "requester", "id": "bob"}


class Answering:
    def __init__(self, client: httpx.Client):
        self.client = client

    def suggestions(self, ticket: object, expect: int = 200) -> dict[str, Any]:
        path = f"/v1/tickets/{ticket}/suggestions"
        found: dict[str, Any] = checked(self.client.get(path), expect).json()
        return found

    def say(
        self,
        ticket: object,
        article: str,
        way: str,
        actor: dict[str, str] = NORA,
        expect: int = 200,
        **said: Any,
    ) -> dict[str, Any]:
        """`accept` or `reject`."""
        path = f"/v1/tickets/{ticket}/suggestions/{article}/{way}"
        answer = self.client.post(path, json={"actor": actor, **said})
        found: dict[str, Any] = checked(answer, expect).json()
        return found

    def draft(self, text: str, expect: int = 201, **said: Any) -> dict[str, Any]:
        answer = self.client.post("/v1/drafts", json={"text": text, **said})
        found: dict[str, Any] = checked(answer, expect).json()
        return found

    def go_on(self, draft: object, way: str, expect: int = 200, **said: Any) -> dict[str, Any]:
        """`text` or `solved`."""
        answer = self.client.post(f"/v1/drafts/{draft}/{way}", json=said)
        found: dict[str, Any] = checked(answer, expect).json()
        return found

    def read(self, draft: object, expect: int = 200) -> dict[str, Any]:
        found: dict[str, Any] = checked(self.client.get(f"/v1/drafts/{draft}"), expect).json()
        return found


def reason_of(problem: dict[str, Any]) -> str:
    """The last word of a problem's type."""
    return str(problem["type"]).rpartition(":")[2]
