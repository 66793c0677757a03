"""Each command once: Idempotency-Key, If-Match, and many at the same time."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from firstline_chassis.clock import utc_now
from tests.support.foreign_desk import ForeignTicket
from tests.support.intake import Worker, intake_pool
from tests.support.races import race
from tests.support.servers import Database
from tests.support.ticket_api import ADA, OPENING, Api, code_of

RACERS = 20


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with intake_pool(database) as pool:
        yield Api(pool)


def test_the_same_key_and_body_get_the_same_answer_and_no_second_event(api: Api) -> None:
    first = api.post("", OPENING, 201, idempotency_key="k-1")
    events = api.events()
    again = api.post("", dict(reversed(OPENING.items())), 201, idempotency_key="k-1")
    assert (again.content, api.events()) == (first.content, events)
    for name in ("location", "etag", "content-type"):
        assert again.headers[name] == first.headers[name]


def test_a_key_is_answered_as_it_was_whatever_has_happened_since(api: Api) -> None:
    ticket = api.opened()
    body = {"actor": ADA, "body": "hello"}
    first = api.post(f"/{ticket['id']}/messages", body, idempotency_key="k-1", if_match='"1"')
    api.post(f"/{ticket['id']}/close", {"actor": ADA})
    again = api.post(f"/{ticket['id']}/messages", body, idempotency_key="k-1", if_match='"1"')
    assert again.content == first.content


def test_a_key_that_was_used_for_something_else_is_refused(api: Api) -> None:
    path = f"/{api.opened()['id']}/messages"
    body = {"actor": ADA, "body": "hello"}
    api.post(path, body, idempotency_key="k-1")
    events = api.events()
    for other_path, other_body in (
        (path, {**body, "body": "hello!"}),
        (path, {**body, "visible": False}),
        (f"/{api.opened()['id']}/messages", body),
    ):
        answer = api.post(other_path, other_body, 422, idempotency_key="k-1")
        assert code_of(answer) == "idempotency-key-reused"
    assert api.events() == events + 1


def test_a_key_is_not_shared_by_tickets_that_share_a_reference(api: Api) -> None:
    shop, forum = ForeignTicket("7", "shop"), ForeignTicket("7", "forum")
    Worker(api.pool, utc_now).takes(shop.opens(), forum.opens())
    api.post("/7/close?origin=shop", {"actor": ADA}, idempotency_key="k-1")
    answer = api.post("/7/close?origin=forum", {"actor": ADA}, 422, idempotency_key="k-1")
    assert code_of(answer) == "idempotency-key-reused"


def test_a_refused_command_leaves_its_key_free(api: Api) -> None:
    path = f"/{api.opened()['id']}/reopen"
    api.post(path, {"actor": ADA}, 409, idempotency_key="k-1")
    api.post(path.replace("reopen", "close"), {"actor": ADA})
    assert api.post(path, {"actor": ADA}, idempotency_key="k-1").json()["status"] == "open"


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_that_is_none_is_refused(api: Api, key: str) -> None:
    answer = api.post("", OPENING, 400, idempotency_key=key)
    assert code_of(answer) == "bad-idempotency-key"


def test_twins_that_race_open_one_ticket(api: Api) -> None:
    answers = race(lambda _: api.post("", OPENING, 201, idempotency_key="k-1"))
    assert len({answer.content for answer in answers}) == 1
    assert len(api.get()["items"]) == 1


def test_commands_that_race_on_one_ticket_lose_nothing(api: Api) -> None:
    path = f"/{api.opened()['id']}"

    def say(number: int) -> httpx.Response:
        return api.post(f"{path}/messages", {"actor": ADA, "body": f"message {number}"})

    versions = [answer.json()["version"] for answer in race(say)]
    assert sorted(versions) == list(range(2, RACERS + 2))
    said = [message["body"] for message in api.get(path)["messages"]]
    assert sorted(said) == sorted(f"message {n}" for n in range(RACERS))


def test_of_commands_that_race_on_one_version_one_wins(api: Api) -> None:
    path = f"/{api.opened()['id']}/messages"

    def say(number: int) -> httpx.Response:
        body: dict[str, Any] = {"actor": ADA, "body": f"message {number}"}
        answer: httpx.Response = api.client.post(
            f"/v1/tickets{path}", json=body, headers={"If-Match": '"1"'}
        )
        return answer

    assert Counter(answer.status_code for answer in race(say)) == {200: 1, 412: RACERS - 1}


def test_a_new_requester_who_opens_many_tickets_at_once_is_registered_once(api: Api) -> None:
    race(lambda _: api.post("", OPENING, 201))
    tickets = api.get()["items"]
    assert len({ticket["number"] for ticket in tickets}) == RACERS
    assert api.events() == RACERS + 1


def test_a_stale_etag_is_refused_and_says_the_current_one(api: Api) -> None:
    path = f"/{api.opened()['id']}"
    api.post(f"{path}/resolve", {"actor": ADA}, if_match='"1"')
    answer = api.post(f"{path}/close", {"actor": ADA}, 412, if_match='"1"')
    assert (code_of(answer), answer.json()["etag"]) == ("stale-etag", '"2"')
    assert api.post(f"{path}/close", {"actor": ADA}, if_match="*").json()["version"] == 3


def test_an_etag_that_is_none_is_refused(api: Api) -> None:
    path = f"/{api.opened()['id']}/close"
    assert code_of(api.post(path, {"actor": ADA}, 400, if_match="1")) == "bad-etag"
