"""A ticket as its requester sees it, over HTTP: what is theirs, and nothing else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from firstline_chassis.clock import utc_now
from tests.support.foreign_desk import ForeignTicket
from tests.support.intake import Worker, intake_pool
from tests.support.intake_cases import CaseOf, CaseReader
from tests.support.servers import Database
from tests.support.ticket_api import ADA, BOB, Api
from tests.support.two_tickets import CAROL, Desk


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with intake_pool(database) as pool:
        yield Desk(Api(pool))


def seen(desk: Desk, ticket: str) -> dict[str, Any]:
    view: dict[str, Any] = desk.api.get(f"/{ticket}/for-requester")
    return view


def texts(desk: Desk, ticket: str) -> list[str]:
    return [message["body"] for message in seen(desk, ticket)["messages"]]


def test_a_requester_sees_the_visible_conversation_and_no_more(desk: Desk) -> None:
    secrets = {"category": "secret-category", "impact": "high", "urgency": "low"}
    ticket = desk.opens("It is broken", body="please help", channel="mail", **secrets)
    CaseReader(desk.api.pool).takes(
        (work := CaseOf(desk.api.get(f"/{ticket}")["id"])).opens("first", "secret-queue"),
        work.is_taken_by("secret-agent"),
    )
    desk.says(ticket, "which one?", ADA)
    desk.notes(ticket, "a secret note")
    desk.says(ticket, "also a secret", ADA, visible=False)
    desk.says(ticket, "I am her colleague", {"kind": "requester", "id": "secret-colleague"})
    view = seen(desk, ticket)
    assert [(one["author_kind"], one["author"]) for one in view["messages"]] == [
        ("requester", None),
        ("agent", "ada"),
        ("requester", None),
    ]
    assert (view["number"], view["subject"], view["channel"]) == (ticket, "It is broken", "mail")
    assert "secret" not in json.dumps(view)
    assert not {"impact", "urgency", "score", "queue", "assignee", "requester_id"} & set(view)


def test_it_may_be_rated_while_its_resolution_stands(desk: Desk) -> None:
    ticket = desk.opens("It is broken")
    assert seen(desk, ticket)["may_be_rated"] is False
    desk.api.post(f"/{ticket}/resolve", {"actor": ADA, "note": "it was the fuse"})
    view = seen(desk, ticket)
    assert (view["status"], view["may_be_rated"]) == ("resolved", True)
    desk.says(ticket, "it is not", BOB)
    assert (seen(desk, ticket)["status"], seen(desk, ticket)["may_be_rated"]) == ("open", False)


def test_an_aliass_view_follows_its_root_and_shows_nobody_elses_words(desk: Desk) -> None:
    bobs, carols = desk.opens("one", "bob", body="bob asks"), desk.opens("two", "carol")
    desk.says(carols, "carol says", CAROL)
    desk.says(carols, "to carol alone")
    desk.merges(bobs, carols)
    assert texts(desk, bobs) == ["bob asks"]
    desk.says(bobs, "bob adds", BOB)
    desk.says(carols, "carol adds", CAROL)
    desk.says(carols, "the desk to both")
    desk.notes(carols, "nobody sees this")
    assert texts(desk, bobs) == ["bob asks", "bob adds", "the desk to both"]
    assert texts(desk, carols) == ["carol says", "to carol alone", "carol adds", "the desk to both"]
    desk.api.post(f"/{carols}/resolve", {"actor": ADA})
    assert (seen(desk, bobs)["status"], seen(desk, bobs)["may_be_rated"]) == ("resolved", False)
    assert (seen(desk, bobs)["number"], seen(desk, bobs)["subject"]) == (bobs, "one")


def test_a_reply_to_an_alias_of_a_closed_root_goes_on_as_the_repliers_own(desk: Desk) -> None:
    bobs, carols = desk.opens("one", "bob"), desk.opens("two", "carol", body="carol asks")
    desk.merges(bobs, carols)
    desk.api.post(f"/{carols}/close", {"actor": ADA})
    reply = {"actor": BOB, "body": "it still does not work at all"}
    new = desk.api.post(f"/{bobs}/messages", reply, 201).json()
    assert new["requester_id"] == desk.api.get(f"/{bobs}")["requester_id"]
    assert texts(desk, new["number"]) == ["it still does not work at all"]
    assert texts(desk, carols) == ["carol asks"]


def test_after_an_unmerge_each_sees_what_was_theirs(desk: Desk) -> None:
    bobs, carols = desk.opens("one", "bob", body="bob asks"), desk.opens("two", "carol")
    desk.merges(bobs, carols)
    desk.says(bobs, "bob adds", BOB)
    desk.says(carols, "the desk to both")
    desk.unmerges(bobs)
    desk.says(carols, "to carol alone")
    desk.says(bobs, "to bob alone")
    assert texts(desk, bobs) == ["bob asks", "bob adds", "the desk to both", "to bob alone"]
    assert texts(desk, carols) == ["the desk to both", "to carol alone"]
    assert seen(desk, bobs)["status"] == "new"


def test_one_person_sees_their_merged_tickets_as_one(desk: Desk) -> None:
    one, two = (desk.opens(name, "bob", body=f"ticket {name}") for name in ("one", "two"))
    desk.says(two, "an answer")
    desk.merges(one, two)
    assert texts(desk, one) == texts(desk, two) == ["ticket one", "ticket two", "an answer"]


def test_a_split_brings_its_messages_along(desk: Desk) -> None:
    one = desk.opens("both", "bob", body="printer and mail")
    desk.says(one, "a note", visible=False)
    messages = [message["id"] for message in desk.api.get(f"/{one}")["messages"]]
    command = {"actor": ADA, "subject": "mail", "messages": messages}
    new = desk.api.post(f"/{one}/split", command, 201).json()["number"]
    assert texts(desk, new) == ["printer and mail"]


def test_what_another_system_sends_for_an_alias_goes_to_its_root(desk: Desk) -> None:
    foreign, worker = ForeignTicket("4711"), Worker(desk.api.pool, utc_now)
    worker.takes(foreign.opens(requester="bob"), foreign.says("before"))
    ours = desk.opens("ours", "carol")
    alias = desk.api.get("/4711")["number"]
    desk.merges(alias, ours)
    (receipt,) = worker.takes(foreign.says("after", author_kind="requester"))
    assert (receipt.outcome, receipt.code) == ("accepted", "merged")
    assert worker.takes(foreign.reports(1, "resolved"))[0].outcome == "accepted"
    root = desk.api.get(f"/{ours}")
    assert [message["body"] for message in root["messages"]] == ["before", "after"]
    assert root["messages"][1]["written_to"]["number"] == alias
    assert root["status"] == "new"
    assert desk.api.get("/4711")["status"] == "resolved"
    assert texts(desk, "4711") == ["before", "after"]
    assert texts(desk, ours) == []


def test_a_ticket_that_is_not_there_has_no_view(desk: Desk) -> None:
    desk.api.get("/FL-999999/for-requester", 404)
