"""Reporting as `firstline report` meets it: what it says, and what it was asked."""

import json
from typing import Any

import httpx

KEY = {"name": "key", "type": "text", "unit": "", "means": "the queue"}
COUNT = {"name": "count", "type": "integer", "unit": "", "means": "tickets"}
RATE = {"name": "rate", "type": "number", "unit": "share", "means": "of all"}
SAID: dict[str, Any] = {
    "zone": "UTC",
    "origin": None,
    "means": "Who waits.",
    "freshness": {"read_until": "2026-01-01T00:00:00Z", "behind": 0},
    "not_observable": 0,
    "why_not_observable": None,
    "restatement": None,
    "total": {"key": None, "count": 1234},
    "columns": [KEY, COUNT],
}
BACKLOG = {
    **SAID,
    "report": "backlog",
    "definition": "backlog@1",
    "at": "2016-03-31T23:59:00Z",
    "tickets": 9000,
    "backlog": 1234,
    "by": "queue",
    "rows": [{"key": "Group [70]", "count": 1230}, {"key": None, "count": 4}],
}
PRIORITIES = {
    **SAID,
    "report": "priorities",
    "definition": "priorities@2",
    "by": "priority",
    "origin": "servicenow",
    "priority_last_row": {"3 - Moderate": 5},
    "incidents_with_priority_change": 2,
    "agreement": {"definition": "agreement@1", "agree": 7, "of": 8, "records": 9},
    "columns": [KEY, COUNT, RATE],
    "rows": [{"key": "3 - Moderate", "count": 5, "rate": 0.25}],
    "not_observable": 3,
    "why_not_observable": "no messages",
    "restatement": {
        "definition": "priorities@1",
        "means": "As it was.",
        "rows": [{"key": "3 - Moderate", "count": 7, "rate": None}],
        "total": None,
        "changes": [],
    },
}
TICKET = {
    "ticket_id": "t", "number": "FL-1", "reference": "INC1", "opened_at": "2016-03-01T00:00:00Z",
    "status": "open", "source_status": None, "queue": "[desk]", "priority": "high",
}  # fmt: skip


class Service:
    """Stands for reporting over HTTP; remembers what it was asked."""

    def __init__(self) -> None:
        self.status, self.body = 200, json.dumps(BACKLOG)
        self.asked: list[httpx.Request] = []

    def answer(self, method: str, url: str, **options: Any) -> httpx.Response:
        request = httpx.Request(method, url, params=options["params"])
        self.asked.append(request)
        return httpx.Response(self.status, text=self.body, request=request)
