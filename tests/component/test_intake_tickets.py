"""Tickets over HTTP on a real PostgreSQL: opened, read at once, talked about and moved."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest

from firstline_chassis.clock import utc_now
from tests.support.foreign_desk import ForeignTicket
from tests.support.intake import Worker, intake_pool
from tests.support.servers import Database
from tests.support.ticket_api import ADA, BOB, OPENING, Api, code_of


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with intake_pool(database) as pool:
        yield Api(pool)


def foreign(api: Api, *tickets: ForeignTicket) -> None:
    """These tickets are opened by other systems."""
    Worker(api.pool, utc_now).takes(*[ticket.opens() for ticket in tickets])


def test_an_opened_ticket_can_be_read_at_once_where_the_answer_says(api: Api) -> None:
    opening = {**OPENING, "body": "Help!", "impact": "high", "urgency": "low", "category": "mail"}
    answer = api.post("", opening, 201)
    ticket = answer.json()
    assert answer.headers["location"] == f"/v1/tickets/{ticket['id']}"
    assert answer.headers["etag"] == f'"{ticket["version"]}"' == '"3"'
    assert (ticket["number"], ticket["status"]) == ("FL-000001", "new")
    found = api.client.get(answer.headers["location"])
    assert (found.status_code, found.json()) == (200, ticket)
    assert found.headers["etag"] == answer.headers["etag"]
    assert [one["body"] for one in ticket["messages"]] == ["Help!"]
    assert (ticket["impact"], ticket["urgency"], ticket["category"]) == ("high", "low", "mail")


def test_an_opening_names_the_draft_and_the_walk_that_it_comes_from(api: Api) -> None:
    draft, walk = str(uuid4()), str(uuid4())
    ticket = api.opened(body="Help!", draft=draft, walk=walk)
    opened = api.get(f"/{ticket['id']}/events")["items"][0]["data"]
    assert (opened["draft"], opened["walk"], opened["message_follows"]) == (draft, walk, True)
    plain = api.get(f"/{api.opened()['id']}/events")["items"][0]["data"]
    assert (plain["draft"], plain["walk"], plain["message_follows"]) == (None, None, False)
    api.post("", {**OPENING, "draft": "the last one"}, 422)


def test_a_ticket_lives_from_its_opening_to_its_close(api: Api) -> None:
    path = f"/{api.opened()['id']}"
    api.post(f"{path}/messages", {"actor": ADA, "body": "Which one?"})
    api.post(f"{path}/status", {"actor": ADA, "status": "waiting_requester"})
    api.post(f"{path}/resolve", {"actor": ADA, "outcome": "referred", "note": "see there"})
    api.post(f"{path}/reopen", {"actor": BOB, "reason": "not solved"})
    api.post(f"{path}/resolve", {"actor": ADA})
    ticket = api.post(f"{path}/close", {"actor": ADA}).json()
    assert (ticket["status"], ticket["outcome"], ticket["version"]) == ("closed", "solved", 7)
    assert api.get(path) == ticket


def test_a_reply_to_a_resolved_ticket_reopens_it_in_the_same_answer(api: Api) -> None:
    path = f"/{api.opened()['id']}"
    api.post(f"{path}/resolve", {"actor": ADA})
    ticket = api.post(f"{path}/messages", {"actor": BOB, "body": "Still broken"}).json()
    assert (ticket["status"], ticket["outcome"], ticket["version"]) == ("open", None, 4)


@pytest.mark.parametrize(
    ("before", "path", "body", "code"),
    [
        ([], "reopen", {}, "not-resolved"),
        ([], "status", {"status": "closed"}, "status-not-settable"),
        (["resolve"], "resolve", {}, "already-resolved"),
        (["resolve"], "status", {"status": "open"}, "already-resolved"),
        (["close"], "close", {}, "already-closed"),
        (["close"], "messages", {"body": "hello"}, "already-closed"),
    ],
)
def test_what_the_ticket_refuses_is_a_conflict_that_says_the_remedy(
    api: Api, before: list[str], path: str, body: dict[str, Any], code: str
) -> None:
    ticket = f"/{api.opened()['id']}"
    for step in before:
        api.post(f"{ticket}/{step}", {"actor": ADA})
    standing = api.get(ticket)
    answer = api.post(f"{ticket}/{path}", {"actor": ADA, **body}, 409)
    assert (code_of(answer), api.get(ticket)) == (code, standing)


def test_a_ticket_is_found_by_id_number_and_reference(api: Api) -> None:
    ours, theirs = api.opened(), ForeignTicket("HD 20/418?#%ü")
    foreign(api, theirs)
    for name in (ours["id"], ours["id"].upper(), ours["number"], "fl-1"):
        assert api.get(f"/{name}")["id"] == ours["id"]
    (found,) = api.get(reference=theirs.reference)["items"]
    assert (found["id"], found["origin"]) == (str(theirs.id), "shop")
    assert api.get("/HD%2020418", 404)
    assert api.get(f"/{found['number']}")["reference"] == theirs.reference


@pytest.mark.parametrize(
    "reference",
    ["2c33deb7-101f-4f02-b817-f3e7dc64b8bc", "FL-999999", "a:b", "..%", "' OR 1=1 --", "é"],
)
def test_a_reference_that_looks_like_something_else_is_found_all_the_same(
    api: Api, reference: str
) -> None:
    theirs = ForeignTicket(reference)
    foreign(api, theirs)
    assert api.get(f"/{quote(reference, safe='')}")["id"] == str(theirs.id)


def test_a_reference_that_two_desks_use_asks_which_one(api: Api) -> None:
    shop, forum = ForeignTicket("7", "shop"), ForeignTicket("7", "forum")
    foreign(api, shop, forum)
    problem = api.get("/7", 409)
    assert problem["type"].endswith("ambiguous-reference")
    assert problem["origins"] == ["forum", "shop"]
    assert api.get("/7", origin="forum")["id"] == str(forum.id)
    assert len(api.get(reference="7")["items"]) == 2
    assert [one["id"] for one in api.get(reference="7", origin="shop")["items"]] == [str(shop.id)]
    assert api.get("/7", 404, origin="elsewhere")
    assert [one["id"] for one in api.get(origin="shop")["items"]] == [str(shop.id)]


def test_a_foreign_ticket_can_be_worked_on_here_by_its_reference(api: Api) -> None:
    foreign(api, ForeignTicket("7", "shop"))
    answer = api.client.post("/v1/tickets/7/resolve?origin=shop", json={"actor": ADA})
    assert answer.json()["status"] == "resolved"


def test_a_command_makes_an_imported_ticket_live_in_the_same_breath(api: Api) -> None:
    for n, (path, body) in enumerate(
        (("messages", {"body": "hi"}), ("resolve", {}), ("close", {}))
    ):
        foreign(api, ForeignTicket(f"INC{n}", "servicenow"))
        before = api.get(f"/INC{n}")
        after = api.post(f"/INC{n}/{path}", {"actor": ADA, **body}).json()
        assert (before["timeline"], after["timeline"]) == ("source", "live")
        assert after["version"] == before["version"] + 2


def test_a_command_that_is_refused_leaves_an_imported_ticket_with_its_source(api: Api) -> None:
    foreign(api, ForeignTicket("INC1", "servicenow"))
    before = api.get("/INC1")
    assert code_of(api.post("/INC1/reopen", {"actor": ADA}, 409)) == "not-resolved"
    assert api.get("/INC1") == before


def test_the_list_pages_by_number_and_leaves_out_conversations(api: Api) -> None:
    tickets = [api.opened(body="words")["id"] for _ in range(7)]
    pages, after = list[list[str]](), 0
    while after is not None:
        page = api.get(limit=3, after=after)
        pages.append([one["id"] for one in page["items"]])
        after = page["next"]
    assert pages == [tickets[:3], tickets[3:6], tickets[6:]]
    assert "messages" not in api.get(limit=1)["items"][0]


def test_a_ticket_that_nobody_knows_is_a_problem(api: Api) -> None:
    for name in (uuid4(), "FL-000099", "nobody", "FL-" + "9" * 30, UUID(int=0)):
        assert api.get(f"/{name}", 404)["type"].endswith("no-such-ticket")
        api.post(f"/{name}/close", {"actor": ADA}, 404)


def test_reading_takes_no_lock(api: Api) -> None:
    ticket = api.opened()
    with api.pool.connection() as connection:
        connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('firstline ordering intake', 0))"
        )
        assert api.get(f"/{ticket['id']}") == ticket
        assert len(api.get()["items"]) == 1
