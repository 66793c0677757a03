"""What is resolved closes by itself, unless somebody objects."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest

from firstline_chassis.kafka import Outgoing
from firstline_chassis.mapper import StructMapper
from firstline_intake.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_intake.bootstrap import POLICIES, build_store
from tests.support.foreign_desk import ForeignTicket
from tests.support.intake import Worker, intake_pool
from tests.support.intake_timers import IntakeTimers
from tests.support.policies import PolicyApi
from tests.support.servers import Database
from tests.support.ticket_api import ADA, BOB, Api

pytestmark = pytest.mark.integration
A_WEEK, A_MINUTE = timedelta(days=7), timedelta(minutes=1)


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with intake_pool(database) as pool:
        yield Api(pool)


@pytest.fixture
def timers(api: Api) -> IntakeTimers:
    return IntakeTimers(api.pool)


def resolved(api: Api) -> str:
    ticket: str = api.opened()["id"]
    api.post(f"/{ticket}/resolve", {"actor": ADA})
    return ticket


def last_told(api: Api, ticket: str) -> dict[str, Any]:
    """The newest public event of the ticket."""
    with build_store(api.pool, StructMapper(PRIVATE_EVENTS)).reading() as tx:
        event = tx.events(UUID(api.get(f"/{ticket}")["id"]))[-1]
    (told,) = translate(event)
    assert isinstance(told, Outgoing)
    found: dict[str, Any] = orjson.loads(told.value)
    return found


def test_a_resolved_ticket_closes_when_its_window_has_passed(
    api: Api, timers: IntakeTimers
) -> None:
    ticket = resolved(api)
    assert timers.after(A_WEEK - A_MINUTE) == 0
    assert timers.after(2 * A_MINUTE) == 1
    assert api.get(f"/{ticket}")["status"] == "closed"
    told = last_told(api, ticket)
    assert told["type"].endswith("ticket-closed.v1")
    assert (told["actorkind"], told["actorid"]) == ("system", "intake")
    assert told["causationid"] == f"/firstline/intake-ticket-v1#{ticket}:2"
    assert (told["data"]["policy"], told["data"]["late"]) == ("windows@1", False)
    assert timers.set() == []


def test_a_worker_that_lags_closes_it_a_minute_later_and_the_event_says_so(api: Api) -> None:
    timers, ticket = IntakeTimers(api.pool, reads=False), resolved(api)
    assert timers.after(A_WEEK + A_MINUTE / 2) == 0
    assert timers.after(A_MINUTE) == 1
    assert last_told(api, ticket)["data"]["late"] is True


@pytest.mark.parametrize(
    ("path", "body"), [("reopen", {"actor": ADA}), ("messages", {"actor": BOB, "body": "No!"})]
)
def test_whoever_objects_within_the_window_keeps_it_open(
    api: Api, timers: IntakeTimers, path: str, body: dict[str, Any]
) -> None:
    ticket = resolved(api)
    api.post(f"/{ticket}/{path}", body)
    assert timers.set() == []
    assert timers.after(2 * A_WEEK) == 0
    assert api.get(f"/{ticket}")["status"] == "open"


def test_thanks_within_the_window_keep_nothing_open(api: Api, timers: IntakeTimers) -> None:
    ticket = resolved(api)
    api.post(f"/{ticket}/messages", {"actor": BOB, "body": "Thanks a lot!"})
    assert timers.after(A_WEEK + A_MINUTE) == 1
    assert api.get(f"/{ticket}")["status"] == "closed"


def test_each_resolution_has_a_window_of_its_own(api: Api, timers: IntakeTimers) -> None:
    ticket = resolved(api)
    api.post(f"/{ticket}/reopen", {"actor": ADA})
    api.post(f"/{ticket}/resolve", {"actor": ADA})
    assert timers.set() == ["close-ticket"]
    assert timers.after(A_WEEK + A_MINUTE) == 1
    assert api.get(f"/{ticket}")["version"] == 5


def test_a_resolution_that_is_told_late_has_its_whole_window(
    api: Api, timers: IntakeTimers
) -> None:
    ticket = api.opened(at="2026-01-01T00:00:00Z")["id"]
    api.post(f"/{ticket}/resolve", {"actor": ADA, "at": "2026-01-02T00:00:00Z"})
    assert timers.after(A_WEEK - A_MINUTE) == 0
    assert timers.after(2 * A_MINUTE) == 1


def test_a_ticket_that_was_closed_by_hand_has_no_window(api: Api, timers: IntakeTimers) -> None:
    ticket = resolved(api)
    api.post(f"/{ticket}/close", {"actor": ADA})
    assert timers.set() == []


def test_an_imported_ticket_has_a_window_from_when_it_goes_live(
    api: Api, timers: IntakeTimers
) -> None:
    worker, imported = Worker(api.pool, timers.clock), ForeignTicket("INC1", "servicenow")
    worker.takes(imported.records(1, "Active"), imported.records(2, "Resolved"))
    assert timers.set() == []
    api.post("/INC1/messages", {"actor": ADA, "body": "still fine?", "visible": False})
    assert timers.set() == ["close-ticket"]
    assert timers.after(A_WEEK + A_MINUTE) == 1
    assert api.get("/INC1")["status"] == "closed"
    assert last_told(api, "INC1")["origin"] == "servicenow"


def test_what_its_source_says_of_a_live_ticket_ends_the_window(
    api: Api, timers: IntakeTimers
) -> None:
    worker, shop = Worker(api.pool, timers.clock), ForeignTicket()
    worker.takes(shop.opens(), shop.reports(1, "resolved"))
    assert timers.set() == ["close-ticket"]
    worker.takes(shop.reports(2, "a strange word"))
    assert timers.set() == []


def test_the_window_is_data_and_a_new_version_counts_for_what_is_resolved_from_then_on(
    api: Api, timers: IntakeTimers
) -> None:
    POLICIES.seed(build_store(api.pool, StructMapper(PRIVATE_EVENTS)), timers.clock())
    before, policies = resolved(api), PolicyApi(api.client)
    content = {"kind": "windows", "close_after": "PT1H", "hold_for": "P1D"}
    policies.publish(content, kind="windows")
    after = resolved(api)
    assert timers.after(timedelta(hours=1) + A_MINUTE) == 1
    assert last_told(api, after)["data"]["policy"] == "windows@2"
    assert api.get(f"/{before}")["status"] == "resolved"
    told = policies.publish({**content, "close_after": "P1M"}, 422, kind="windows").json()
    assert "not exact" in told["detail"]
