"""A reply that comes after the end opens a ticket, which continues the closed one."""

from collections.abc import Iterator
from typing import Any

import pytest

from firstline_chassis.clock import utc_now
from tests.support.foreign_desk import ForeignTicket
from tests.support.intake import Worker, intake_pool
from tests.support.servers import Database
from tests.support.ticket_api import ADA, BOB, Api, code_of

pytestmark = pytest.mark.integration
AGAIN = {"actor": BOB, "body": "It broke again"}
TOLD = (
    """SELECT convert_from(body, 'utf8')::json -> 'data' FROM receipts ORDER BY id DESC LIMIT 1"""
)
LINKS = """SELECT convert_from(state, 'utf8')::json ->> 'relation' FROM stored_events
    WHERE originator_id = %s AND topic = 'intake.ticket.linked' ORDER BY originator_version"""


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with intake_pool(database) as pool:
        yield Api(pool)


@pytest.fixture
def worker(api: Api) -> Worker:
    return Worker(api.pool, utc_now)


def closed(api: Api, **changes: Any) -> dict[str, Any]:
    ticket = api.opened(category="printing", language="it", **changes)
    answer: dict[str, Any] = api.post(f"/{ticket['id']}/close", {"actor": ADA}).json()
    return answer


def links(worker: Worker, ticket: str) -> list[str]:
    return [relation for (relation,) in worker.rows(LINKS, ticket)]


def test_the_answer_says_which_ticket_the_reply_became(api: Api, worker: Worker) -> None:
    old = closed(api)
    answer = api.post(f"/{old['id']}/messages", AGAIN, 201)
    new = answer.json()
    assert answer.headers["location"] == f"/v1/tickets/{new['id']}"
    same = ("subject", "requester_id", "category", "language")
    assert [new[name] for name in same] == [old[name] for name in same]
    assert (new["status"], new["messages"][-1]["body"]) == ("new", "It broke again")
    assert new["number"] != old["number"]
    assert (links(worker, old["id"]), links(worker, new["id"])) == (["continued_by"], ["continues"])
    assert api.get(f"/{old['id']}")["status"] == "closed"
    assert api.get(f"/{new['number']}")["id"] == new["id"]


def test_a_second_reply_goes_where_the_first_one_went(api: Api) -> None:
    old = closed(api)
    new = api.post(f"/{old['id']}/messages", AGAIN, 201).json()
    answer = api.post(f"/{old['id']}/messages", {**AGAIN, "body": "and again"}, 200)
    assert answer.headers["content-location"] == f"/v1/tickets/{new['id']}"
    assert [one["body"] for one in answer.json()["messages"]] == ["It broke again", "and again"]


def test_a_reply_after_the_second_end_opens_a_third_ticket(api: Api, worker: Worker) -> None:
    old = closed(api)
    new = api.post(f"/{old['id']}/messages", AGAIN, 201).json()
    api.post(f"/{new['id']}/close", {"actor": ADA})
    third = api.post(f"/{old['id']}/messages", AGAIN, 201).json()
    assert third["id"] not in (old["id"], new["id"])
    assert links(worker, new["id"]) == ["continues", "continued_by"]
    assert links(worker, old["id"]) == ["continued_by"]


def test_the_same_reply_sent_twice_opens_one_ticket(api: Api) -> None:
    old = closed(api)
    first, second = (
        api.post(f"/{old['id']}/messages", AGAIN, 201, idempotency_key="k") for _ in range(2)
    )
    assert first.json() == second.json()
    assert len(api.get()["items"]) == 2


def test_thanks_open_nothing_and_an_agent_is_refused(api: Api) -> None:
    old = closed(api)
    api.post(f"/{old['id']}/messages", {**AGAIN, "body": "Thanks!"})
    api.post(f"/{old['id']}/messages", {**AGAIN, "auto_submitted": "auto-replied"})
    refused = api.post(f"/{old['id']}/messages", {**AGAIN, "actor": ADA}, 409)
    assert code_of(refused) == "already-closed"
    assert len(api.get()["items"]) == 1


def test_a_closed_import_that_is_written_to_goes_live_and_is_continued(
    api: Api, worker: Worker
) -> None:
    imported = ForeignTicket("INC1", "servicenow")
    worker.takes(imported.records(1, "Closed", category="printing"))
    new = api.post("/INC1/messages", AGAIN, 201).json()
    assert (new["timeline"], new["category"], new["origin"]) == ("live", "printing", None)
    assert api.get("/INC1")["timeline"] == "live"


def test_a_foreign_reply_after_the_end_is_answered_with_the_new_ticket(
    api: Api, worker: Worker
) -> None:
    shop = ForeignTicket()
    worker.takes(shop.opens(requester="bob", category="printing"), shop.reports(1, "closed"))
    (receipt,) = worker.takes(shop.says("It broke again"))
    assert (receipt.outcome, receipt.code) == ("accepted", "continued")
    [(told,)] = worker.rows(TOLD)
    new = api.get(f"/{told['ticket_id']}")
    assert (new["subject"], new["category"]) == ("It is broken", "printing")
    assert told["ticket_id"] != str(shop.id)
    assert "FL-000001 was closed; FL-000002" in told["reason"]
    assert told["events"] == 5
    (second,) = worker.takes(shop.says("and again"))
    assert second.code == "continued"
    assert len(api.get()["items"]) == 2


def test_a_foreign_reply_in_the_same_batch_as_the_end_is_continued_too(
    api: Api, worker: Worker
) -> None:
    shop = ForeignTicket()
    told = [shop.opens(), shop.reports(1, "closed"), shop.says("It broke again")]
    assert [one.code for one in worker.takes(*told)] == [None, None, "continued"]
    (twice,) = worker.takes(told[2])
    assert twice.outcome == "duplicate"
    assert len(api.get()["items"]) == 2


def test_what_an_import_says_of_its_past_opens_nothing(api: Api, worker: Worker) -> None:
    imported = ForeignTicket("INC1", "servicenow")
    worker.takes(imported.records(1, "Closed"), imported.says("it happened so"))
    assert len(api.get()["items"]) == 1
