"""Walks in tests: one of the domain, and the API over a real store."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from psycopg_pool import ConnectionPool

from firstline_chassis.clock import utc_now
from firstline_chassis.policies.contents import Content
from firstline_chassis.timekeeper import Timers
from firstline_events.vocabulary import Language
from firstline_kb.application.silence import Silence
from firstline_kb.domain.flow import Flow
from firstline_kb.domain.walk import Walk
from tests.support.articles import by
from tests.support.flows import NAME, flow
from tests.support.kb import kb_api, kb_store
from tests.support.ticket_api import checked
from tests.support.timekeeping import HandClock, rows

WALK = UUID("0b5f6a0e-6a44-4a9c-8f0e-51f1f6d5b001")
TICKET = "7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10"
DRAFT = "7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a22"
ARTICLE = UUID("0b5f6a0e-6a44-4a9c-8f0e-51f1f6d5a001")
ADA = {"kind": "requester", "id": "ada@example.org"}
NORA = {"kind": "agent", "id": "nora"}
FLOW = Flow.from_content(flow(), 3)


def started(asked: Language | None = Language.EN, **said: Any) -> Walk:
    """A walk by ada through the good flow."""
    walk = Walk.vacant(WALK)
    walk.start(FLOW, asked, by("ada", kind="requester"), **said)
    return walk


def answered(*answers: tuple[str, str], walk: Walk | None = None) -> Walk:
    """The same after these steps were answered."""
    walk = walk or started()
    for step, answer in answers:
        walk.answer(FLOW, step, answer, lambda _: ARTICLE, by("ada", kind="requester"))
    return walk


class Walks:
    """The API of flows and walks; `expect` is the status that the answer must have."""

    def __init__(self, pool: ConnectionPool):
        self.pool, self.articles = pool, kb_api(pool)
        self.client, self.clock = self.articles.client, HandClock(utc_now())
        self._timers = Timers(kb_store(pool), Silence(self.clock), (), clock=self.clock)

    def publish(self, content: Content | None = None, expect: int = 201) -> httpx.Response:
        content = content or flow()
        path = f"/v1/policies/flow:{content['name']}"
        return self.post(path, expect, actor=NORA, content=content)

    def begin(
        self, expect: int = 201, name: str = NAME, key: str | None = None, **said: Any
    ) -> httpx.Response:
        return self.post(f"/v1/flows/{name}/walks", expect, key=key, **{"actor": ADA, **said})

    def answer(
        self, walk: str, step: str, answer: str, expect: int = 200, **said: Any
    ) -> httpx.Response:
        return self.act(walk, "answer", expect, step=step, answer=answer, **said)

    def act(self, walk: str, way: str, expect: int = 200, **said: Any) -> httpx.Response:
        return self.post(f"/v1/walks/{walk}/{way}", expect, **{"actor": ADA, **said})

    def post(
        self,
        path: str,
        expect: int,
        *,
        key: str | None = None,
        if_match: str | None = None,
        **body: Any,
    ) -> httpx.Response:
        told = {"Idempotency-Key": key, "If-Match": if_match}
        headers = {name: word for name, word in told.items() if word is not None}
        return checked(self.client.post(path, json=body, headers=headers), expect)

    def get(self, path: str, expect: int = 200, **asked: Any) -> Any:
        return checked(self.client.get(f"/v1/{path}", params=asked), expect).json()

    def events(self, walk: str) -> list[tuple[str, dict[str, Any]]]:
        """The words of the types of its public events, and what they say."""
        items = self.get(f"walks/{walk}/events")["items"]
        return [(one["type"].split(".")[2], one["data"]) for one in items]

    def after(self, time: timedelta) -> int:
        """Let so much time pass; returns how many timers were due."""
        self.clock.passes(time)
        return self._timers.turn()

    def timers(self) -> list[str]:
        """The kinds of all timers that are set."""
        return [kind for (kind,) in rows(self.pool, "SELECT kind FROM timers ORDER BY id")]
