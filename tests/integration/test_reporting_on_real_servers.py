"""Reporting between a real Kafka and a real PostgreSQL, as a process of its own."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from firstline_events import intake
from firstline_events.envelope import public_event, write_envelope
from firstline_reporting.read_models.projection import Projection
from tests.support import naive_figures
from tests.support.incident_cases import with_cases
from tests.support.incident_rows import by_time, incident_rows
from tests.support.incident_stream import INTAKE, TRIAGE, records, told
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Told, publish

pytestmark = pytest.mark.integration
REQUESTER = "intake-requester-v1"
ROWS = incident_rows(3_000)
EVENTS = list(with_cases(told(by_time(ROWS))))
STREAM = [Told(one.topic, one.key, one.value) for one in records(EVENTS)]
AT = datetime(2016, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def bootstrap(database: Database, fresh_topics: Callable[..., None]) -> str:
    fresh_topics(*Projection.topics)
    return database.servers.kafka_bootstrap


@pytest.fixture
def reporting(database: Database, bootstrap: str, tmp_path: Path) -> Iterator[Process]:
    process = Process("reporting", database, tmp_path, batch="50")
    process.start()
    try:
        yield process
        process.stop()  # one that is killed would keep the next waiting for its place in the group
    finally:
        process.close()


def report(reporting: Process, name: str) -> dict[str, Any]:
    found: dict[str, Any] = reporting.get(f"/v1/reports/{name}").json()
    return found


def read(database: Database, statement: str) -> Any:
    with psycopg.connect(database.url("reporting")) as connection:
        row = connection.execute(statement.encode()).fetchone()
    return row and row[0]


def events_read(database: Database) -> int:
    return int(read(database, "SELECT sum(records_read) FROM analytics.freshness"))


def events_taken(database: Database) -> int:
    return int(read(database, "SELECT count(*) FROM analytics.ticket_events"))


def until_read(reporting: Process, database: Database, count: int) -> None:
    reporting.wait_until(lambda: events_read(database) == count, f"done with {count} events")


def test_what_is_published_can_soon_be_asked_for(
    reporting: Process, database: Database, bootstrap: str
) -> None:
    publish(bootstrap, STREAM)
    until_read(reporting, database, len(STREAM))
    backlog = reporting.get("/v1/reports/backlog?by=queue&at=2016-03-01T12:00:00Z").json()
    links = [row.pop("tickets_behind") for row in backlog["rows"]]
    assert naive_figures.backlog(ROWS, AT, "queue").items() <= backlog.items()
    behind = [reporting.get(f"{link}&limit=200").json()["items"] for link in links]
    assert sum(map(len, behind)) == backlog["backlog"]
    assert backlog["freshness"]["behind"] == 0
    assert backlog["freshness"]["read_until"] > "2026-01-01"


def test_killed_in_the_middle_and_started_again_it_ends_with_the_same_figures(
    reporting: Process, database: Database, bootstrap: str
) -> None:
    publish(bootstrap, STREAM)
    third = len(STREAM) // 3
    reporting.wait_until(lambda: events_read(database) >= third, "done with a third")
    reporting.kill()
    assert events_read(database) < len(STREAM)
    reporting.start()
    until_read(reporting, database, len(STREAM))
    assert events_taken(database) == len(STREAM)
    transitions = report(reporting, "transitions")
    assert naive_figures.transitions(ROWS).items() <= transitions.items()
    assert naive_figures.priorities(ROWS).items() <= report(reporting, "priorities").items()


def test_the_stream_published_twice_is_counted_once(
    reporting: Process, database: Database, bootstrap: str
) -> None:
    publish(bootstrap, [*STREAM, *STREAM])
    until_read(reporting, database, 2 * len(STREAM))
    assert events_taken(database) == len(STREAM)


def test_garbage_is_parked_and_the_rest_flows_on(
    reporting: Process, database: Database, bootstrap: str
) -> None:
    garbage = [
        Told(INTAKE, b"x", b"\xff\xfe"),
        Told(INTAKE, b"x", None),
        Told(TRIAGE, None, b"{}", (("content-type", None),)),
        Told(REQUESTER, b"y", b"[]"),
    ]
    publish(bootstrap, [*garbage, *STREAM])
    until_read(reporting, database, len(STREAM) + len(garbage))
    letters = reporting.get("/v1/dead-letters").json()["items"]
    assert [one["code"] for one in letters] == ["not-an-event"] * len(garbage)
    assert events_taken(database) == len(STREAM)


def test_a_requester_is_counted_without_a_name(
    reporting: Process, database: Database, bootstrap: str
) -> None:
    person = UUID(int=3)
    registered = intake.RequesterRegistered(name="Ann Smith", requester_id=person)
    envelope = public_event(
        REQUESTER,
        registered,
        aggregate=person,
        version=1,
        time=AT,
        effective=AT,
        recorded=AT,
        actorkind="system",
        actorid="test",
    )
    value = write_envelope(envelope, registered)
    publish(bootstrap, [Told(REQUESTER, str(person).encode(), value)])
    until_read(reporting, database, 1)
    kept = read(database, "SELECT r::text FROM analytics.requesters AS r")
    assert str(person) in kept
    assert "Ann" not in kept


def test_it_stops_politely(reporting: Process) -> None:
    reporting.stop()
