"""Two or more tickets over intake's API, and what is done between them."""

from typing import Any

import httpx

from tests.support.ticket_api import ADA, BOB, Api

CAROL = {"kind": "requester", "id": "carol"}


class Desk:
    """The API, with the acts that these tests repeat; a ticket is named by its number."""

    def __init__(self, api: Api):
        self.api = api

    def opens(self, subject: str, requester: str = "bob", **changes: Any) -> str:
        actor = {"kind": "requester", "id": requester}
        opening = {"actor": actor, "requester": requester, "subject": subject, **changes}
        return str(self.api.opened(**opening)["number"])

    def says(self, ticket: str, body: str, actor: Any = ADA, **changes: Any) -> dict[str, Any]:
        command = {"actor": actor, "body": body, **changes}
        answer: dict[str, Any] = self.api.post(f"/{ticket}/messages", command).json()
        return answer

    def notes(self, ticket: str, body: str) -> None:
        self.api.post(f"/{ticket}/notes", {"actor": ADA, "body": body})

    def merges(self, one: str, into: str, expect: int = 200) -> httpx.Response:
        return self.api.post(f"/{one}/merge", {"actor": ADA, "into": into}, expect)

    def unmerges(self, one: str, expect: int = 200) -> httpx.Response:
        return self.api.post(f"/{one}/unmerge", {"actor": ADA}, expect)

    def asks(self, ticket: str, reason: str = "urgent", expect: int = 200) -> httpx.Response:
        path = f"/{ticket}/escalation-requests"
        return self.api.post(path, {"actor": BOB, "reason": reason}, expect)

    def bodies(self, ticket: str) -> list[str]:
        """The texts of its conversation, as agents read it."""
        return [one["body"] for one in self.api.get(f"/{ticket}")["messages"]]

    def links(self, ticket: str) -> set[tuple[str, str]]:
        """The relations of the ticket, each with the other's number."""
        links = self.api.get(f"/{ticket}")["links"]
        return {(one["relation"], one["other"]["number"]) for one in links}
