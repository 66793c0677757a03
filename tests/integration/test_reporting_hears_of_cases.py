"""Escalation's own example of every event, published on a real Kafka, reaches the analysts."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from firstline_events.escalation import CASE_MODELS
from firstline_reporting.read_models.projection import Projection
from tests.support.goldens import golden
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Told, publish

pytestmark = pytest.mark.integration
TICKET = "7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10"


def told() -> list[Told]:
    """One event of each type, as if all of them had happened to one ticket in this order."""
    return [
        _told("escalation-case-v1", golden(model.TYPE), sequence)
        for sequence, model in enumerate(CASE_MODELS, start=1)
    ]


def _told(topic: str, event: dict[str, Any], sequence: int) -> Told:
    event |= {"subject": TICKET, "id": f"{TICKET}:{sequence}", "sequence": f"{sequence:020d}"}
    return Told(topic, TICKET.encode(), json.dumps(event).encode())


@pytest.fixture
def reporting(
    database: Database, fresh_topics: Callable[..., None], tmp_path: Path
) -> Iterator[Process]:
    fresh_topics(*Projection.topics)
    process = Process("reporting", database, tmp_path)
    process.start()
    try:
        yield process
        process.stop()
    finally:
        process.close()


def read(database: Database, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.url("analyst")) as connection:
        return connection.execute(statement.encode()).fetchall()


def test_every_event_of_a_case_is_taken_and_leaves_what_it_says(
    reporting: Process, database: Database
) -> None:
    publish(database.servers.kafka_bootstrap, told())
    counted = "SELECT count(*) FROM analytics.ticket_events"
    reporting.wait_until(lambda: read(database, counted) == [(len(CASE_MODELS),)], "done")
    assert reporting.get("/v1/dead-letters").json()["items"] == []
    kinds = read(database, "SELECT kind FROM analytics.moves ORDER BY sequence")
    assert [kind for (kind,) in kinds] == ["routed", "escalated", "handed_back", "source"]
    [(outcome, asked)] = read(
        database, "SELECT outcome, asked_at FROM analytics.escalation_requests LIMIT 1"
    )
    assert (outcome, asked) == ("accepted", None), "intake hasn't told of the asking"
    assert len(read(database, "SELECT FROM analytics.referrals")) == 1
    [(lifted,)] = read(database, "SELECT valid_to IS NOT NULL FROM analytics.major_incidents")
    assert lifted
    [(state, major)] = read(database, "SELECT state, major_incident FROM analytics.cases")
    assert (state, major) == ("open", False)
