"""Links, splits and notes over HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.intake import intake_pool
from tests.support.servers import Database
from tests.support.ticket_api import ADA, BOB, Api, checked, code_of
from tests.support.two_tickets import Desk


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with intake_pool(database) as pool:
        yield Desk(Api(pool))


def unlink(desk: Desk, one: str, body: dict[str, Any], expect: int = 200) -> Any:
    answer = desk.api.client.request("DELETE", f"/v1/tickets/{one}/links", json=body)
    return checked(answer, expect).json()


def test_a_link_is_said_by_both_sides_once_and_ended_once(desk: Desk) -> None:
    one, two = desk.opens("one"), desk.opens("two")
    causes = {"actor": ADA, "other": two, "relation": "causes"}
    first = desk.api.post(f"/{one}/links", causes).json()
    assert desk.api.post(f"/{one}/links", causes).json() == first
    assert desk.links(one) == {("causes", two)}
    assert desk.links(two) == {("caused_by", one)}
    desk.api.post(f"/{one}/links", {"actor": ADA, "other": two})
    assert desk.links(two) == {("caused_by", one), ("relates_to", one)}
    ended = unlink(desk, two, {"actor": ADA, "other": one, "relation": "caused_by"})
    assert unlink(desk, two, {"actor": ADA, "other": one, "relation": "caused_by"}) == ended
    assert desk.links(one) == {("relates_to", two)}


def test_wrong_links_are_refused(desk: Desk) -> None:
    one = desk.opens("one")
    itself = desk.api.post(f"/{one}/links", {"actor": ADA, "other": one}, 409)
    assert code_of(itself) == "link-to-itself"
    for wrong in ({"other": "nothing"}, {"other": one, "relation": "loves"}, {}):
        answer = desk.api.post(f"/{one}/links", {"actor": ADA, **wrong}, 422)
        assert answer.json()["errors"][0]["pointer"].startswith("/body/")
    assert unlink(desk, one, {"actor": ADA, "other": "nothing"}, 422)["errors"]
    assert desk.api.get(f"/{one}")["links"] == []


def test_a_link_of_an_alias_stays_its_own_and_its_root_shows_it(desk: Desk) -> None:
    one, two, other = desk.opens("one"), desk.opens("two"), desk.opens("other")
    desk.merges(one, two)
    desk.api.post(f"/{one}/links", {"actor": ADA, "other": other})
    (link,) = desk.api.get(f"/{two}")["links"]
    assert (link["ticket"], link["other"]["number"]) == (one, other)
    desk.unmerges(one)
    assert desk.links(two) == set()
    assert desk.links(one) == {("relates_to", other)}


def split(desk: Desk, one: str, messages: list[str], expect: int = 201) -> Any:
    command = {"actor": ADA, "subject": "The other matter", "messages": messages}
    return desk.api.post(f"/{one}/split", command, expect)


def test_a_split_opens_a_ticket_that_refers_to_its_messages(desk: Desk) -> None:
    one = desk.opens("printer, and mail", channel="mail")
    desk.says(one, "the printer is broken", BOB)
    desk.says(one, "by the way, no mail since monday", BOB)
    told = desk.says(one, "thanks", BOB)
    about_mail = told["messages"][1]
    answer = split(desk, one, [about_mail["id"]])
    new = answer.json()
    assert desk.api.client.get(answer.headers["location"]).json() == new
    assert (new["status"], new["timeline"], new["channel"]) == ("new", "live", "mail")
    assert new["requester_id"] == told["requester_id"]
    assert new["messages"] == [about_mail]
    assert desk.links(new["number"]) == {("split_from", one)}
    assert desk.links(one) == {("split_into", new["number"])}
    desk.says(new["number"], "which mailbox?")
    assert desk.bodies(new["number"]) == [about_mail["body"], "which mailbox?"]
    assert "which mailbox?" not in desk.bodies(one)


def test_messages_that_are_not_there_are_named_one_by_one(desk: Desk) -> None:
    one, two = desk.opens("one", body="one"), desk.opens("two", body="two")
    mine, yours = (desk.api.get(f"/{name}")["messages"][0]["id"] for name in (one, two))
    before = desk.api.events()
    answer = split(desk, one, [yours, mine, "nothing"], 422)
    assert code_of(answer) == "unknown-messages"
    pointers = [error["pointer"] for error in answer.json()["errors"]]
    assert pointers == ["/body/messages/0", "/body/messages/2"]
    assert "split the ticket whose message it is" in answer.json()["detail"]
    split(desk, one, [], 422)
    assert desk.api.events() == before


def test_a_split_that_is_merged_back_shows_each_message_once(desk: Desk) -> None:
    one = desk.opens("one", body="one")
    (message,) = desk.api.get(f"/{one}")["messages"]
    new = split(desk, one, [message["id"]]).json()["number"]
    desk.merges(one, new)
    assert desk.bodies(new) == ["one"]


def test_a_note_is_written_plainly_and_only_by_the_desk(desk: Desk) -> None:
    one = desk.opens("one")
    desk.notes(one, "between us")
    (note,) = desk.api.get(f"/{one}")["messages"]
    assert (note["visible"], note["body"], note["author"]) == (False, "between us", "ada")
    answer = desk.api.post(f"/{one}/notes", {"actor": BOB, "body": "psst"}, 422)
    assert answer.json()["errors"][0]["pointer"] == "/body/actor"
    assert "requesters write messages" in answer.json()["detail"]
    desk.api.post(f"/{one}/notes", {"actor": ADA, "body": " "}, 422)
    desk.api.post(f"/{one}/close", {"actor": ADA})
    desk.notes(one, "for the files")
    assert desk.bodies(one) == ["between us", "for the files"]


def test_a_request_before_the_first_answer_is_refused_and_one_after_it_is_shown(
    desk: Desk,
) -> None:
    one = desk.opens("one")
    assert code_of(desk.asks(one, expect=409)) == "not-answered-yet"
    desk.says(one, "have you tried turning it off and on?")
    (request,) = desk.asks(one, "it is urgent").json()["requests"]
    assert (request["request"], request["outcome"]) == (1, "open")
    assert request["reason"] == "it is urgent"
    assert code_of(desk.asks(one, expect=409)) == "request-open"
    path, by_agent = f"/{one}/escalation-requests", {"actor": ADA, "reason": "too hard"}
    assert desk.api.post(path, by_agent, 422).json()["errors"][0]["pointer"] == "/body/actor"
    desk.api.post(f"/{one}/resolve", {"actor": ADA})
    assert code_of(desk.asks(one, expect=409)) == "already-resolved"
