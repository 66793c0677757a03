"""Ratings over HTTP on a real PostgreSQL: by a link, once, while the resolution stands."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from firstline_intake.domain.rating import RatingLink
from tests.support.intake import LINKS, intake_pool
from tests.support.servers import Database
from tests.support.ticket_api import ADA, BOB, Api, checked, code_of


class Desk(Api):
    def link(self, ticket: str) -> Any:
        return self.get(f"/{ticket}/rating-link")

    def rate(self, path: str, expect: int = 201, **says: Any) -> httpx.Response:
        return checked(self.client.post(path, json={"stars": 5, **says}), expect)

    def resolved(self) -> str:
        ticket = str(self.opened()["id"])
        self.post(f"/{ticket}/resolve", {"actor": ADA})
        return ticket


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with intake_pool(database) as pool:
        yield Desk(pool)


def test_a_requester_rates_by_the_link_that_says_what_is_rated(desk: Desk) -> None:
    ticket = desk.resolved()
    link = desk.link(ticket)
    assert desk.link(ticket) == link
    shown = checked(desk.client.get(link["path"]), 200).json()
    assert (shown["subject"], shown["cycle"], shown["stars"]) == ("It is broken", 1, None)
    assert "bob" not in str(shown)
    desk.rate(link["path"], comment="quick")
    (rating,) = desk.get(f"/{ticket}")["ratings"]
    assert (rating["cycle"], rating["stars"], rating["comment"]) == (1, 5, "quick")
    (told,) = [
        one
        for one in desk.get(f"/{ticket}/events")["items"]
        if one["type"].endswith("ticket-rated.v1")
    ]
    assert link["token"] not in str(told)
    assert told["actorkind"] == "requester"


def test_a_link_is_used_once(desk: Desk) -> None:
    ticket = desk.resolved()
    link = desk.link(ticket)
    desk.rate(link["path"])
    again = desk.rate(link["path"], 409, stars=1)
    assert code_of(again) == "rated-before"
    assert again.json()["rated_at"]
    assert code_of(checked(desk.client.get(link["path"]), 409)) == "rated-before"
    assert desk.get(f"/{ticket}/rating-link", 409)["type"].endswith("rated-before")
    assert len(desk.get(f"/{ticket}")["ratings"]) == 1


def test_of_two_that_use_a_link_at_once_one_wins(desk: Desk) -> None:
    ticket = desk.resolved()
    path = desk.link(ticket)["path"]

    def use(stars: int) -> int:
        return int(desk.client.post(path, json={"stars": stars}).status_code)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, [1, 2, 4, 5])) == [201, 409, 409, 409]
    assert len(desk.get(f"/{ticket}")["ratings"]) == 1


def test_the_same_key_gets_the_same_answer(desk: Desk) -> None:
    path = desk.link(desk.resolved())["path"]
    answers = [
        desk.client.post(path, json={"stars": 4}, headers={"idempotency-key": "once"})
        for _ in range(2)
    ]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


def test_reopening_cancels_a_link_and_the_next_resolution_has_its_own(desk: Desk) -> None:
    ticket = desk.resolved()
    before = desk.link(ticket)
    desk.post(f"/{ticket}/reopen", {"actor": BOB})
    assert code_of(desk.rate(before["path"], 409)) == "rating-cancelled"
    assert desk.get(f"/{ticket}/rating-link", 409)["type"].endswith("not-resolved")
    desk.post(f"/{ticket}/resolve", {"actor": ADA})
    assert code_of(desk.rate(before["path"], 409)) == "rating-cancelled"
    assert desk.rate(desk.link(ticket)["path"]).json()["cycle"] == 2


def test_an_expired_link_is_gone(desk: Desk) -> None:
    ticket = desk.opened()
    past = datetime.now(UTC) - timedelta(seconds=1)
    token = LINKS.sign(RatingLink(UUID(ticket["id"]), 1, past))
    assert code_of(desk.rate(f"/v1/ratings/{token}", 410)) == "link-expired"


@pytest.mark.parametrize("change", [lambda it: it[:-1], lambda it: it + "x", str.upper])
def test_a_link_that_was_changed_is_none(desk: Desk, change: Any) -> None:
    token = change(desk.link(desk.resolved())["token"])
    assert code_of(desk.rate(f"/v1/ratings/{token}", 404)) == "no-such-link"


@pytest.mark.parametrize("says", [{"stars": 0}, {"stars": 6}, {"stars": "x"}, {"comment": " "}])
def test_a_rating_that_is_none_is_refused(desk: Desk, says: dict[str, Any]) -> None:
    ticket = desk.resolved()
    desk.rate(desk.link(ticket)["path"], 422, **says)
    assert desk.get(f"/{ticket}")["ratings"] == []


def test_without_a_secret_ratings_are_off_and_say_so(database: Database) -> None:
    with intake_pool(database) as pool:
        desk = Desk(pool, links=None)
        ticket = desk.resolved()
        problem = desk.get(f"/{ticket}/rating-link", 503)
        assert "FIRSTLINE_INTAKE_LINK_SECRET" in problem["detail"]
        assert code_of(desk.rate("/v1/ratings/anything", 503)) == "ratings-off"
