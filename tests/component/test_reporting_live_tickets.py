"""Reporting's answers about tickets of our own and of two desks that use one reference."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from firstline_chassis.records import Record
from firstline_events import intake
from firstline_events.envelope import public_event, write_envelope
from firstline_events.message import Message
from firstline_events.vocabulary import Outcome, Status, Timeline
from firstline_reporting.bootstrap import build_app
from tests.support.incident_stream import INTAKE
from tests.support.reporting_store import ReportingStore, reporting_store
from tests.support.servers import Database

pytestmark = pytest.mark.integration
OPENED_AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
OURS, SHOPS, FORUMS = UUID(int=1), UUID(int=2), UUID(int=3)


def opened(number: int) -> Message:
    return intake.TicketOpened(
        number=f"FL-{number:06}",
        timeline=Timeline.LIVE,
        opened_at=OPENED_AT,
        classification_follows=False,
    )


def resolved() -> Message:
    return intake.TicketResolved(
        status=Status.RESOLVED, previous_status=Status.NEW, outcome=Outcome.SOLVED
    )


def record(offset: int, ticket: UUID, version: int, message: Message, **said: str) -> Record:
    """One event, an hour after the one before it."""
    at = OPENED_AT + timedelta(hours=version - 1)
    envelope = public_event(
        INTAKE,
        message,
        aggregate=ticket,
        version=version,
        time=at,
        effective=at,
        recorded=at,
        actorkind="agent",
        actorid="ann",
        **said,
    )
    return Record(INTAKE, 0, offset, b"", write_envelope(envelope, message))


@pytest.fixture
def store(database: Database) -> Iterator[ReportingStore]:
    with reporting_store(database.url("reporting")) as store:
        store.feed(
            [
                record(0, OURS, 1, opened(1)),
                record(1, SHOPS, 1, opened(2), origin="shop", reference="7"),
                record(2, FORUMS, 1, opened(3), origin="forum", reference="7"),
                record(3, OURS, 2, resolved()),
            ]
        )
        yield store


@pytest.fixture
def api(store: ReportingStore) -> Iterator[TestClient]:
    with TestClient(build_app(store.pool, dict)) as client:
        yield client


def test_a_reference_that_two_desks_use_is_settled_by_the_desk(api: TestClient) -> None:
    answer = api.get("/v1/tickets/7")
    assert answer.status_code == 409
    assert {one["origin"] for one in answer.json()["tickets"]} == {"shop", "forum"}
    found = api.get("/v1/tickets/7", params={"origin": "forum"}).json()
    assert found["ticket"]["ticket_id"] == str(FORUMS)


def test_a_word_that_no_source_ever_said_is_unknown(api: TestClient) -> None:
    told = api.get("/v1/reports/backlog", params={"by": "source_status"}).json()
    (row,) = told["rows"]
    assert (row["key"], row["count"]) == (None, 2)
    assert len(api.get(row["tickets_behind"]).json()["items"]) == 2


def test_a_ticket_leaves_the_backlog_in_the_instant_that_it_is_resolved(api: TestClient) -> None:
    for second, waiting in ((59 * 60 + 59, 3), (60 * 60, 2)):
        at = (OPENED_AT + timedelta(seconds=second)).isoformat()
        assert api.get("/v1/reports/backlog", params={"at": at}).json()["backlog"] == waiting


def test_what_this_process_cannot_know_it_does_not_claim(api: TestClient) -> None:
    assert api.get("/v1/reports/reopened").json()["freshness"]["behind"] is None


def test_a_ticket_of_our_own_counts_in_no_distribution_of_a_sources_words(
    api: TestClient,
) -> None:
    told = api.get("/v1/reports/transitions").json()
    assert told["state_transitions"] == told["first_row_state"] == told["last_row_state"] == {}
    assert api.get("/v1/reports/priorities").json()["agreement"]["records"] == 0
