"""Articles accepted and rejected over HTTP, and the tickets that they solve."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from firstline_events.vocabulary import Outcome
from tests.support.answering import BOB, NORA, Answering, reason_of
from tests.support.kb import kb_api
from tests.support.kb_worker import KbWorker, LiveOne, kb_worker
from tests.support.servers import Database

JAM, VPN = "KB-000001", "KB-000002"


@pytest.fixture
def worker(database: Database) -> Iterator[KbWorker]:
    with kb_worker(database) as worker:
        yield worker


@pytest.fixture
def answering(worker: KbWorker) -> Answering:
    """The API over two articles: KB-000001 about paper jams, KB-000002 about the VPN."""
    articles = kb_api(worker.pool)
    articles.published(title="Paper jam", body="Take the paper out of the printer.")
    articles.published(title="The VPN does not connect")
    return Answering(articles.client)


@pytest.fixture
def ticket(worker: KbWorker, answering: Answering) -> LiveOne:
    """FL-000001, for which KB-000002 is suggested."""
    ticket = LiveOne()
    worker.takes(ticket.opens())
    return ticket


def standings(found: dict[str, list[dict[str, object]]]) -> dict[object, object]:
    return {one["number"]: one["standing"] for one in found["articles"]}


def test_a_tickets_suggestions_are_read_by_its_number_or_id(
    answering: Answering, ticket: LiveOne
) -> None:
    found = answering.suggestions("fl-000001")
    assert found == answering.suggestions(ticket.id)
    assert (found["number"], found["status"], found["solved_by"]) == ("FL-000001", "new", None)
    (article,) = found["articles"]
    assert (article["number"], article["title"]) == (VPN, "The VPN does not connect")
    assert (article["suggested"], article["standing"]) == (True, "suggested")


@pytest.mark.parametrize("name", ["FL-000099", str(UUID(int=99)), "%25", "x" * 300])
def test_an_unknown_ticket_is_told_with_the_remedy(answering: Answering, name: str) -> None:
    found = answering.suggestions(name, 404)
    assert reason_of(found) == "no-such-ticket"
    assert "FL-000123" in found["detail"]


def test_a_requester_accepts_and_the_ticket_is_solved_by_it(
    worker: KbWorker, answering: Answering, ticket: LiveOne
) -> None:
    accepted = answering.say("FL-000001", VPN, "accept", BOB)
    assert standings(accepted) == {VPN: "accepted"}
    worker.takes(ticket.is_resolved())
    found = answering.suggestions(ticket.id)
    assert found["solved_by"] == accepted["articles"][0]["article_id"]
    worker.takes(ticket.is_reopened())
    assert answering.suggestions(ticket.id)["solved_by"] is None
    worker.takes(ticket.is_resolved())
    assert worker.told(ticket.id) == [
        "articles-suggested",
        "suggestion-accepted",
        "ticket-solved-by-article",
        "solution-withdrawn",
        "ticket-solved-by-article",
    ]


def test_what_is_resolved_otherwise_is_solved_by_no_article(
    worker: KbWorker, answering: Answering, ticket: LiveOne
) -> None:
    answering.say(ticket.id, VPN, "accept")
    worker.takes(ticket.is_resolved(Outcome.REPLACED))
    assert answering.suggestions(ticket.id)["solved_by"] is None


def test_a_rejected_article_solves_nothing_and_says_why(
    worker: KbWorker, answering: Answering, ticket: LiveOne
) -> None:
    answering.say(ticket.id, VPN, "accept")
    found = answering.say(ticket.id, VPN, "reject", reason="Another VPN")
    assert standings(found) == {VPN: "rejected"}
    worker.takes(ticket.is_resolved())
    assert worker.told(ticket.id)[-1] == "suggestion-rejected"
    assert worker.events(ticket.id)[-1].data["reason"] == "Another VPN"
    again = answering.say(ticket.id, VPN, "reject", expect=409)
    assert reason_of(again) == "rejected-already"


@pytest.mark.parametrize("actor", [NORA, BOB])
def test_an_article_found_otherwise_is_accepted_and_linked(
    worker: KbWorker, answering: Answering, ticket: LiveOne, actor: dict[str, str]
) -> None:
    found = answering.say(ticket.id, JAM, "accept", actor)
    assert standings(found) == {VPN: "suggested", JAM: "accepted"}
    event = worker.events(ticket.id)[-1]
    assert event.data["suggested"] is False
    linked = answering.client.get("/v1/articles", params={"ticket": str(ticket.id)}).json()
    assert [one["number"] for one in linked["items"]] == [JAM]
    answering.say(ticket.id, JAM, "reject")
    assert standings(answering.say(ticket.id, JAM, "accept")) == {VPN: "suggested", JAM: "accepted"}


def test_of_two_who_accept_at_once_one_is_told_that_it_stands(
    answering: Answering, ticket: LiveOne
) -> None:
    answering.say(ticket.id, VPN, "accept")
    again = answering.say(ticket.id, VPN, "accept", BOB, expect=409)
    assert reason_of(again) == "accepted-already"
    missing = answering.say(ticket.id, "KB-000099", "accept", expect=404)
    assert reason_of(missing) == "no-such-article"


def test_a_merged_ticket_leaves_the_answer_to_its_root(
    worker: KbWorker, answering: Answering, ticket: LiveOne
) -> None:
    root = LiveOne("FL-000002")
    worker.takes(root.opens("Paper jam in the printer"), ticket.is_merged(root.id))
    refused = answering.say(ticket.id, VPN, "accept", expect=409)
    assert (reason_of(refused), refused["into"]) == ("ticket-merged", str(root.id))
    assert "FL-000002" in refused["detail"]
    assert answering.say(root.id, VPN, "accept")["articles"][-1]["suggested"] is False
    worker.takes(root.is_resolved(), ticket.is_unmerged(root.id))
    assert worker.told(root.id)[-1] == "ticket-solved-by-article"
    answering.say(ticket.id, VPN, "accept")


def test_the_events_of_a_suggestion_are_those_of_the_topic(
    worker: KbWorker, answering: Answering, ticket: LiveOne
) -> None:
    answering.say(ticket.id, VPN, "accept")
    items = answering.client.get("/v1/tickets/FL-000001/events").json()["items"]
    assert [one["type"].split(".")[2] for one in items] == worker.told(ticket.id)
    assert {one["subject"] for one in items} == {str(ticket.id)}


def test_a_command_is_carried_out_once_and_not_on_what_has_changed(
    answering: Answering, ticket: LiveOne
) -> None:
    path = f"/v1/tickets/{ticket.id}/suggestions/{VPN}/accept"
    body = {"actor": BOB}
    stale = answering.client.post(path, json=body, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    headers = {"Idempotency-Key": "once", "If-Match": '"1"'}
    answers = [answering.client.post(path, json=body, headers=headers) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].headers["etag"] == answers[1].headers["etag"] == '"2"'


def test_what_nobody_can_read_answers_no_ticket(
    worker: KbWorker, answering: Answering, ticket: LiveOne
) -> None:
    articles = kb_api(worker.pool)
    hidden = articles.draft(title="Internal").json()["number"]
    articles.act(JAM, "retire", reason="Another printer.")
    for article in (hidden, JAM):
        refused = answering.say(ticket.id, article, "accept", expect=422)
        assert (reason_of(refused), "not public" in refused["detail"]) == ("no-such-answer", True)
    assert worker.told(ticket.id) == ["articles-suggested"]


def test_what_was_suggested_while_it_was_public_may_have_answered(
    worker: KbWorker, answering: Answering, ticket: LiveOne
) -> None:
    kb_api(worker.pool).act(VPN, "retire", reason="Another gateway.")
    answering.say(ticket.id, VPN, "accept")
