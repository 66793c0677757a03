"""Closing by the window on real servers: the worker tells how far it has read, the timer fires."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.intake import TICKETS, TOPICS, intake_process
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener
from tests.support.ticket_api import ADA, OPENING

pytestmark = pytest.mark.integration
SHORT = {"kind": "windows", "close_after": "PT1S", "hold_for": "P1D"}


def post(intake: Process, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = httpx.post(f"{intake.url}/v1{path}", json={"actor": ADA, **body}, timeout=10)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_resolved_ticket_closes_by_itself_in_time(
    database: Database, fresh_topics: Callable[..., None], tmp_path: Path
) -> None:
    fresh_topics(*TOPICS)
    events = Listener(database.servers.kafka_bootstrap, TICKETS)
    with intake_process(database, tmp_path) as intake:
        post(intake, "/policies/windows", {"content": SHORT})
        ticket = post(intake, "/tickets", OPENING)["id"]
        post(intake, f"/tickets/{ticket}/resolve", {})
        told = events.count(3)[-1]
        assert told["type"] == "firstline.intake.ticket-closed.v1"
        assert told["data"]["policy"] == "windows@2"
        assert told["data"]["late"] is False
        assert intake.get("/v1/timers").json()["set"] == 0
        assert intake.readiness()["checks"]["timers"]["ok"]
    events.close()
