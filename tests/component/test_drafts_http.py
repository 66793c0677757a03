"""Drafts over HTTP: articles as somebody writes, and what ends it."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.support.answering import BOB, Answering, reason_of
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
    articles = kb_api(worker.pool)
    articles.published(title="Paper jam", body="Take the paper out.", category="printing")
    articles.published(title="The VPN does not connect")
    return Answering(articles.client)


def numbers(draft: dict[str, list[dict[str, str]]]) -> list[str]:
    return [one["number"] for one in draft["articles"]]


def test_a_draft_names_what_may_answer_as_its_text_grows(
    worker: KbWorker, answering: Answering
) -> None:
    draft = answering.draft("Good morning")
    assert (draft["state"], numbers(draft)) == ("open", [])
    changed = answering.go_on(draft["id"], "text", text="There is a paper jam")
    assert numbers(changed) == [JAM]
    assert answering.read(draft["id"]) == changed
    assert worker.told(draft["id"]) == ["articles-suggested"] * 2
    answering.go_on(draft["id"], "text", text="There is a paper jam!")
    assert len(worker.told(draft["id"])) == 2, "the text says nothing else"


def test_the_text_of_a_draft_is_kept_nowhere(worker: KbWorker, answering: Answering) -> None:
    draft = answering.draft("Paper jam, says Xanthippe of 12 Rue Zola, xan@example.org")["id"]
    with worker.pool.connection() as connection:
        rows = connection.execute("SELECT convert_from(state, 'UTF8') FROM stored_events")
        stored = "".join(row[0] for row in rows)
    published = json.dumps([one.data for one in worker.events(draft)])
    for secret in ("xanthippe", "zola", "example.org", "xan"):
        assert secret not in (stored + published).casefold()


def test_an_article_that_answers_ends_the_draft(worker: KbWorker, answering: Answering) -> None:
    draft = answering.draft("Paper jam", actor=BOB, language="en")["id"]
    solved = answering.go_on(draft, "solved", article_id=JAM, actor=BOB)
    assert (solved["state"], solved["ticket"]) == ("deflected", None)
    assert solved["solved_by"] == solved["articles"][0]["article_id"]
    event = worker.events(draft)[-1]
    assert event.type == "firstline.kb.draft-deflected.v1"
    assert event.data["answered_by"] == "article"
    for way, said in (("text", {"text": "More"}), ("solved", {"article_id": VPN})):
        refused = answering.go_on(draft, way, 409, **said)
        assert (reason_of(refused), "open a ticket" in refused["detail"]) == ("draft-over", True)


def test_a_draft_becomes_the_ticket_that_is_opened_from_it(
    worker: KbWorker, answering: Answering
) -> None:
    draft = answering.draft("Paper jam")["id"]
    ticket, second = LiveOne(), LiveOne("FL-000002")
    worker.takes(ticket.opens("Paper jam", draft=draft))
    worker.takes(second.opens("Paper jam", draft=draft))
    found = answering.read(draft)
    assert (found["state"], found["ticket"]) == ("ticket", str(ticket.id))
    assert worker.told(draft) == ["articles-suggested", "draft-opened"]
    refused = answering.go_on(draft, "text", 409, text="More")
    assert (reason_of(refused), refused["ticket"]) == ("draft-over", str(ticket.id))


def test_a_ticket_that_is_opened_after_all_is_told_too(
    worker: KbWorker, answering: Answering
) -> None:
    draft = answering.draft("Paper jam")["id"]
    answering.go_on(draft, "solved", article_id=JAM)
    worker.takes(LiveOne().opens("It did not help", draft=draft))
    assert worker.told(draft)[-2:] == ["draft-deflected", "draft-opened"]
    assert answering.read(draft)["state"] == "ticket"


def test_the_category_comes_first_and_hides_nothing(answering: Answering) -> None:
    assert numbers(answering.draft("paper jam", category="printing")) == [JAM]
    assert numbers(answering.draft("paper jam", category="network")) == [JAM]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "  \n"}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"text": "VPN", "language": "Latin"}, "language"),
        ({"text": "VPN", "mood": "bad"}, "mood"),
        ({}, "text"),
    ],
)
def test_a_text_that_cant_be_taken_is_refused_with_its_field(
    answering: Answering, said: dict[str, str], field: str
) -> None:
    answer = answering.client.post("/v1/drafts", json=said)
    assert answer.status_code == 422, answer.text
    assert field in answer.text
    assert "x" * 100 not in answer.text


def test_the_longest_text_is_taken(answering: Answering) -> None:
    assert answering.draft("x " * 10_000)["state"] == "open"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"article_id": "KB-000099"}, "no-such-answer"),
        ({"walk": str(uuid4())}, "no-such-answer"),
        ({}, "invalid-request"),
        ({"article_id": JAM, "walk": str(uuid4())}, "invalid-request"),
    ],
)
def test_only_what_exists_can_have_answered(
    answering: Answering, said: dict[str, str], code: str
) -> None:
    draft = answering.draft("VPN")["id"]
    assert reason_of(answering.go_on(draft, "solved", 422, **said)) == code
    assert answering.read(draft)["state"] == "open"


def test_what_nobody_can_read_has_answered_nobody(worker: KbWorker, answering: Answering) -> None:
    hidden = kb_api(worker.pool).draft(title="Internal").json()["number"]
    draft = answering.draft("VPN")["id"]
    assert "not public" in answering.go_on(draft, "solved", 422, article_id=hidden)["detail"]


def test_an_id_of_something_else_is_no_draft(worker: KbWorker, answering: Answering) -> None:
    ticket = LiveOne()
    worker.takes(ticket.opens())
    article = answering.draft("paper jam")["articles"][0]["article_id"]
    for other in (uuid4(), ticket.id, article):
        assert reason_of(answering.read(other, 404)) == "no-such-draft"
        assert reason_of(answering.go_on(other, "text", 404, text="VPN")) == "no-such-draft"


def test_a_draft_is_begun_once_per_key(answering: Answering) -> None:
    headers = {"Idempotency-Key": "mine"}
    answers = [
        answering.client.post("/v1/drafts", json={"text": "VPN"}, headers=headers) for _ in range(2)
    ]
    assert answers[0].json() == answers[1].json()
    assert answers[0].headers["location"] == f"/v1/drafts/{answers[0].json()['id']}"
