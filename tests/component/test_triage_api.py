"""Triage's API over a real PostgreSQL: one ticket's reasons, all tickets in turn, and refusals."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from firstline_events.vocabulary import Level
from firstline_triage.bootstrap import build_app
from firstline_triage.domain.scoring_policy import turn
from tests.support.servers import Database
from tests.support.tickets import OPENED_AT, Ticket
from tests.support.triage import Worker, triage_worker

LEVELS = (Level.HIGH, Level.MEDIUM, Level.LOW, None)


class Desk(NamedTuple):
    worker: Worker
    api: TestClient

    def get(self, path: str, **parameters: Any) -> Any:
        answer = self.api.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def pages(self, limit: int) -> list[Any]:
        """All items, page by page."""
        items: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.get("/v1/assessments", limit=limit, **cursor)
            items += page["items"]
            if page["next"] is None:
                return items
            cursor = {"cursor": page["next"]}


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with triage_worker(database) as worker:
        app = build_app(worker.pool, lambda: {"database": {"ok": True}})
        with TestClient(app, raise_server_exceptions=False) as api:
            yield Desk(worker, api)


def tickets(count: int) -> list[Ticket]:
    """Tickets of several ages, some of the very same one."""
    return [Ticket(f"INC{n:07}", OPENED_AT + timedelta(minutes=n % 3)) for n in range(count)]


def test_a_tickets_answer_says_why_in_words(desk: Desk) -> None:
    ticket = Ticket("INC0000045")
    desk.worker.takes(ticket.opens(), ticket.is_classified(Level.MEDIUM, Level.HIGH))
    found = desk.get(f"/v1/assessments/{ticket.id}")
    assert (found["priority"], found["score"], found["answers"]) == ("high", 300, 2)
    assert found["contributions"][0]["name"] == "matrix"
    assert found["why"][0] == (
        "Priority is high because impact is medium and urgency is high"
        " (ITIL matrix, policy itil@1)."
    )
    assert "event 2 of the ticket and counts from 2016-02-29 01:18:00 UTC" in found["why"][2]
    assert found["why"][3] == "It is the first answer about this ticket."


def test_an_answer_says_what_it_was_before(desk: Desk) -> None:
    ticket = Ticket("INC0000045")
    desk.worker.takes(ticket.opens(), ticket.is_classified(Level.LOW, Level.LOW))
    desk.worker.takes(ticket.is_classified(Level.HIGH, Level.HIGH))
    assert desk.get(f"/v1/assessments/{ticket.id}")["why"][3] == (
        "Before that it was low, from 2016-02-29 01:18:00 UTC on,"
        " with impact low and urgency low (itil@1)."
    )


def test_a_ticket_that_could_not_be_assessed_says_what_is_missing(desk: Desk) -> None:
    ticket = Ticket("INC0000045")
    desk.worker.takes(ticket.opens(), ticket.is_classified(None, Level.HIGH))
    found = desk.get(f"/v1/assessments/{ticket.id}")
    assert (found["priority"], found["skipped"]) == (None, "impact is unknown")
    assert found["why"][0] == "There is no priority because impact is unknown (policy itil@1)."


def test_history_holds_every_answer_and_pages(desk: Desk) -> None:
    ticket = Ticket("INC0000045")
    desk.worker.takes(ticket.opens(), *[ticket.is_classified(one, Level.LOW) for one in LEVELS])
    path = f"/v1/assessments/{ticket.id}/history"
    whole = desk.get(path)["items"]
    assert [one["priority"] for one in whole] == ["moderate", "low", "low", None]
    assert [one["version"] for one in whole] == [1, 2, 3, 4]
    first = desk.get(path, limit=3)
    second = desk.get(path, limit=3, after=first["next"])
    assert first["items"] + second["items"] == whole
    assert second["next"] is None
    assert desk.get(path, after=99)["items"] == []


def test_the_list_is_in_turn_and_pages_neither_miss_nor_repeat(desk: Desk) -> None:
    for number, ticket in enumerate(tickets(23)):
        levels = (LEVELS[number % 4], LEVELS[number // 4 % 4])
        desk.worker.takes(ticket.opens(), ticket.is_classified(*levels))
    whole = desk.get("/v1/assessments", limit=200)["items"]
    assert len(whole) == 23
    places = [
        turn(-1 if one["score"] is None else one["score"], one["opened_at"], UUID(one["ticket"]))
        for one in whole
    ]
    assert places == sorted(places)
    assert desk.pages(limit=5) == whole
    assert desk.pages(limit=23) == whole


def test_a_page_begins_after_its_cursor_whatever_came_in_between(desk: Desk) -> None:
    first, second, third = tickets(3)
    for ticket in (first, second, third):
        desk.worker.takes(ticket.opens(), ticket.is_classified(Level.LOW, Level.LOW))
    page = desk.get("/v1/assessments", limit=2)
    urgent = Ticket("INC9999999")
    desk.worker.takes(urgent.opens(), urgent.is_classified(Level.HIGH, Level.HIGH))
    rest = desk.get("/v1/assessments", limit=2, cursor=page["next"])
    assert [one["ticket"] for one in rest["items"]] == [str(third.id)]


def test_tickets_are_found_by_the_desks_reference(desk: Desk) -> None:
    for ticket in tickets(3):
        desk.worker.takes(ticket.opens(), ticket.is_classified(Level.LOW, Level.LOW))
    found = desk.get("/v1/assessments", reference="INC0000001", origin="servicenow")
    assert [one["reference"] for one in found["items"]] == ["INC0000001"]
    assert desk.get("/v1/assessments", reference="INC0000001", origin="shop")["items"] == []
    assert desk.get("/v1/assessments", reference="' OR 1=1 --")["items"] == []


def test_an_unknown_ticket_is_a_problem_that_says_so(desk: Desk) -> None:
    for path in ("", "/history"):
        answer = desk.api.get(f"/v1/assessments/{uuid4()}{path}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] == "urn:firstline:problem:no-such-assessment"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"limit": 10**9}, 422),
        ({"limit": 0}, 422),
        ({"limit": "many"}, 422),
        ({"reference": "\0"}, 422),
        ({"origin": ""}, 422),
        ({"cursor": "%%%"}, 400),
        ({"cursor": "bm9uc2Vuc2U"}, 400),
        ({"cursor": "WzFdMQ"}, 400),
        ({"cursor": "é"}, 400),
        ({"cursor": "x" * 600}, 422),
    ],
)
def test_a_wrong_question_is_refused_with_a_problem(
    desk: Desk, query: dict[str, Any], status: int
) -> None:
    answer = desk.api.get("/v1/assessments", params=query)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_a_ticket_id_that_is_none_is_refused(desk: Desk) -> None:
    assert desk.api.get("/v1/assessments/INC0000045").status_code == 422


def test_the_service_describes_itself(desk: Desk) -> None:
    paths = desk.get("/openapi.json")["paths"]
    assert {"/v1/assessments", "/v1/assessments/{ticket}", "/v1/dead-letters"} <= set(paths)
    assert desk.get("/health/live") == {"status": "live"}
    assert "firstline_inbox_records_total" in desk.api.get("/metrics").text
