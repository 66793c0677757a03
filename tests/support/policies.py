"""Policies over HTTP in a test, and contents to publish."""

from copy import deepcopy
from typing import Any

import httpx
from fastapi.testclient import TestClient

from firstline_chassis.policies.yaml_files import read_text
from firstline_escalation.domain.lines_table import LINES
from tests.support.ticket_api import checked

CARLA = {"kind": "agent", "id": "carla"}
SEED: dict[str, Any] = read_text(LINES.seed_text(), "lines.v1.yaml").content


def lines(**changes: Any) -> dict[str, Any]:
    """The lines that come with escalation, changed at the top."""
    return deepcopy({**SEED, **changes})


class PolicyApi:
    """`/v1/policies` of a service; `expect` is the status that the answer must have."""

    def __init__(self, client: TestClient):
        self.client = client

    def get(self, path: str = "", expect: int = 200, **asked: Any) -> Any:
        return checked(self.client.get(f"/v1/policies{path}", params=asked), expect).json()

    def publish(
        self, content: Any, expect: int = 201, *, kind: str = "lines", **body: Any
    ) -> httpx.Response:
        """Headers are given as `if_match` and `idempotency_key`."""
        named = ("if_match", "idempotency_key")
        headers = {name.replace("_", "-"): body.pop(name) for name in named if name in body}
        asked = {"actor": CARLA, "content": content, **body}
        answer = self.client.post(f"/v1/policies/{kind}", json=asked, headers=headers)
        return checked(answer, expect)
