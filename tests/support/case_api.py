"""Escalation's API in a test: ask, expect an answer or a problem."""

from typing import Any

import httpx
from fastapi.testclient import TestClient

from tests.support.case_streams import Spoken
from tests.support.case_worker import CaseWorker
from tests.support.escalation import escalation_app
from tests.support.ticket_api import checked


class Cases:
    """The API over the worker's store; `expect` is the status that the answer must have."""

    def __init__(self, worker: CaseWorker):
        self.worker = worker
        self.client = TestClient(escalation_app(worker.pool), raise_server_exceptions=False)
        self.opened = 0

    def routed(self, category: str | None = "vpn", **how: Any) -> Spoken:
        """A ticket whose case is in its queue."""
        self.opened += 1
        ticket = Spoken(str(self.opened), **how)
        self.worker.takes(*ticket.begins(category))
        return ticket

    def act(
        self,
        ticket: Spoken | str,
        way: str,
        who: str = "ada",
        expect: int = 200,
        headers: dict[str, str] | None = None,
        **said: Any,
    ) -> httpx.Response:
        name = ticket if isinstance(ticket, str) else str(ticket.id)
        body = {"actor": {"kind": "agent", "id": who}, **said}
        answer = self.client.post(f"/v1/cases/{name}/{way}", json=body, headers=headers)
        return checked(answer, expect)

    def get(self, path: str, expect: int = 200, **asked: Any) -> httpx.Response:
        return checked(self.client.get(f"/v1/cases/{path}", params=asked), expect)
