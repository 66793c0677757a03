"""Calls over HTTP on a real PostgreSQL: logged by agents, and tickets that are opened by phone."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.intake import intake_pool
from tests.support.servers import Database
from tests.support.ticket_api import ADA, BOB, Api

FOR_BOB = {**ADA, "on_behalf_of": "bob"}
CALL = {"channel": "phone", "direction": "outbound", "duration_seconds": 95, "summary": "Restart."}


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with intake_pool(database) as pool:
        yield Api(pool)


def test_an_agent_logs_a_call_and_the_ticket_shows_it(api: Api) -> None:
    path = f"/{api.opened()['id']}"
    at = "2026-03-02T09:00:00Z"
    api.post(f"{path}/contacts", {"actor": ADA, "at": at, **CALL})
    (contact,) = api.get(path)["contacts"]
    assert contact.items() >= {**CALL, "agent": "ada", "at": at}.items()


def test_only_agents_log_contacts(api: Api) -> None:
    path = f"/{api.opened()['id']}"
    problem = api.post(f"{path}/contacts", {"actor": BOB, **CALL}, 422).json()
    assert problem["errors"][0]["pointer"] == "/body/actor"
    assert "agent" in problem["detail"]


@pytest.mark.parametrize(
    "says",
    [{"direction": "sideways"}, {"duration_seconds": -1}, {"summary": " "}, {"channel": ""}],
)
def test_a_contact_that_cant_be_is_refused(api: Api, says: dict[str, Any]) -> None:
    path = f"/{api.opened()['id']}"
    api.post(f"{path}/contacts", {"actor": ADA, **CALL, **says}, 422)
    assert api.get(path)["contacts"] == []


def test_a_ticket_that_an_agent_opens_by_phone_tells_of_the_call(api: Api) -> None:
    ticket = api.opened(actor=FOR_BOB, channel="phone", body="It smokes.")
    (contact,) = ticket["contacts"]
    assert (contact["direction"], contact["agent"]) == ("inbound", "ada")
    assert [one["author"] for one in ticket["messages"]] == ["bob"]
    assert (ticket["channel"], ticket["status"]) == ("phone", "new")


def test_a_ticket_that_the_requester_opens_tells_of_no_call(api: Api) -> None:
    assert api.opened(channel="phone")["contacts"] == []


def test_a_call_for_somebody_else_than_the_requester_is_refused(api: Api) -> None:
    opening = {"actor": {**ADA, "on_behalf_of": "eve"}, "subject": "x", "requester": "bob"}
    answer = api.post("", {**opening, "channel": "phone"}, 422)
    assert "on_behalf_of" in answer.json()["detail"]
