"""Kb's worker on a real PostgreSQL: one suggestion for each live ticket that has a text."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from firstline_events.vocabulary import ActorKind, Outcome, Timeline
from tests.support.kb import Articles, kb_api
from tests.support.kb_worker import KbWorker, LiveOne, kb_worker
from tests.support.servers import Database
from tests.support.streams import Told

JAM = "Take the jammed paper out of the printer, close the tray and print again."


@pytest.fixture
def worker(database: Database) -> Iterator[KbWorker]:
    with kb_worker(database) as worker:
        yield worker


@pytest.fixture
def articles(worker: KbWorker) -> Articles:
    """Two articles: KB-000001 about paper jams, KB-000002 about the VPN."""
    articles = kb_api(worker.pool)
    articles.published(title="Paper jam", body=JAM)
    articles.published(title="The VPN does not connect")
    return articles


def asks(ticket: LiveOne) -> tuple[Told, Told]:
    """Opened with a first message, which alone says what it is about."""
    return ticket.opens("Help", message_follows=True), ticket.says("Paper jam in my printer")


def test_a_ticket_with_a_subject_gets_the_article_that_answers(
    worker: KbWorker, articles: Articles
) -> None:
    ticket = LiveOne()
    worker.takes(ticket.opens())
    (event,) = worker.events(ticket.id)
    assert event.type == "firstline.kb.articles-suggested.v1"
    assert worker.suggested(ticket.id) == ["KB-000002"]
    assert (event.actorkind, event.actorid) == (ActorKind.SYSTEM, "kb")
    assert event.causationid == f"/firstline/intake-ticket-v1#{ticket.id}:1"
    assert event.data["rule"] == "confident@2"


def test_the_first_message_is_part_of_what_was_asked(worker: KbWorker, articles: Articles) -> None:
    ticket = LiveOne()
    worker.takes(*asks(ticket))
    assert worker.told(ticket.id) == ["articles-suggested"]
    assert worker.suggested(ticket.id) == ["KB-000001"]


def test_a_message_in_a_later_batch_is_waited_for_by_whoever_goes_on(
    worker: KbWorker, articles: Articles
) -> None:
    ticket = LiveOne()
    opened, said = asks(ticket)
    worker.takes(opened)
    assert worker.told(ticket.id) == []
    row = worker.row(ticket.id)
    assert row is not None
    assert row.asked == "Help"
    restarted = KbWorker(worker.pool)
    restarted.takes(said)
    assert worker.suggested(ticket.id) == ["KB-000001"]
    row = worker.row(ticket.id)
    assert row is not None
    assert row.asked is None, "its words are kept no longer than they are needed"


def test_what_an_agent_says_in_between_is_not_what_was_asked(
    worker: KbWorker, articles: Articles
) -> None:
    ticket = LiveOne()
    worker.takes(ticket.opens("Help", message_follows=True))
    worker.takes(
        ticket.says("We look into it", ActorKind.AGENT),
        ticket.says("Paper jam? Printer?", ActorKind.REQUESTER, visible=False),
    )
    assert worker.told(ticket.id) == []
    worker.takes(ticket.says("The VPN does not connect"), ticket.says("Paper jam"))
    assert worker.told(ticket.id) == ["articles-suggested"]
    assert worker.suggested(ticket.id) == ["KB-000002"]


def test_what_is_delivered_twice_is_suggested_once(worker: KbWorker, articles: Articles) -> None:
    ticket = LiveOne()
    opened, said = asks(ticket)
    worker.takes(opened, said, opened, said)
    worker.takes(opened, said)
    restarted = KbWorker(worker.pool)
    restarted.takes(opened, said, at=0)
    restarted.takes(said)
    assert worker.told(ticket.id) == ["articles-suggested"]
    assert not worker.dead_letters()


def test_of_two_replicas_that_hold_one_partition_one_alone_writes(
    worker: KbWorker, articles: Articles
) -> None:
    ticket, other = LiveOne(), KbWorker(worker.pool)
    told = asks(ticket)
    worker.takes(*told)
    with pytest.raises(Exception, match="positions have moved"):
        other.takes(*told, at=0)
    assert worker.told(ticket.id) == ["articles-suggested"]


def test_events_of_many_tickets_may_come_in_any_mixture(
    worker: KbWorker, articles: Articles
) -> None:
    one, two, three = (LiveOne(f"FL-00000{n}") for n in (1, 2, 3))
    (one_opens, one_says), (two_opens, two_says) = asks(one), asks(two)
    worker.takes(one_opens, two_opens, three.opens(), two_says)
    worker.takes(one_says)
    assert [worker.told(it.id) for it in (one, two, three)] == [["articles-suggested"]] * 3
    assert worker.suggested(one.id) == worker.suggested(two.id) == ["KB-000001"]


def test_none_is_named_where_none_is_sure(worker: KbWorker, articles: Articles) -> None:
    ticket = LiveOne()
    worker.takes(ticket.opens("My chair squeaks since somebody printed a label on it"))
    (event,) = worker.events(ticket.id)
    assert event.data["articles"] == []
    assert event.data["share"] < 0.5
    assert "chair" in event.data["words"]


def test_a_ticket_without_any_text_is_asked_of_nobody(worker: KbWorker) -> None:
    ticket = LiveOne()
    worker.takes(ticket.opens(None), ticket.says("Hello?", ActorKind.AGENT))
    assert worker.told(ticket.id) == []
    assert worker.row(ticket.id) is not None


def test_an_import_leaves_nothing_behind_until_it_goes_live(
    worker: KbWorker, articles: Articles
) -> None:
    imported = LiveOne(timeline=Timeline.SOURCE)
    worker.takes(imported.opens(), imported.is_resolved(), imported.is_reopened())
    assert (worker.row(imported.id), worker.told(imported.id)) == (None, [])
    worker.takes(imported.goes_live(), imported.is_resolved())
    row = worker.row(imported.id)
    assert row is not None
    assert (row.number, row.status) == (None, "resolved")
    assert worker.told(imported.id) == [], "it was not opened live"


def test_the_language_that_was_said_is_the_one_that_counts(
    worker: KbWorker, articles: Articles
) -> None:
    articles.published("it", title="La VPN non si collega", body="Riavvia la VPN.")
    said, unsaid, foreign = (LiveOne(f"FL-00000{n}") for n in (1, 2, 3))
    worker.takes(
        said.opens("VPN", language="it-CH"),
        unsaid.opens("La VPN non si collega"),
        foreign.opens("The VPN does not connect", language="de"),
    )
    told = [worker.events(one.id)[0].data for one in (said, unsaid, foreign)]
    assert [one["language"] for one in told] == ["it", "it", "en"]


def test_a_text_of_any_size_and_kind_is_taken(worker: KbWorker, articles: Articles) -> None:
    texts = ("VPN " * 100_000, "\x01\x02 ", "* OR AND (", "日本語のテキスト", "e" * 300_000)
    tickets = [LiveOne(f"FL-{n:06d}") for n in range(len(texts))]
    worker.takes(*(one.opens(text) for one, text in zip(tickets, texts, strict=True)))
    assert [worker.told(one.id) for one in tickets] == [["articles-suggested"]] * len(texts)
    assert not worker.dead_letters()


def test_a_draft_that_is_none_of_ours_does_nothing(worker: KbWorker, articles: Articles) -> None:
    article, ticket = articles.draft(title="Toner").json()["id"], LiveOne("FL-000007")
    worker.takes(LiveOne().opens(draft=uuid4()), ticket.opens(draft=article))
    assert worker.told(ticket.id) == ["articles-suggested"]
    assert not worker.dead_letters()


def test_a_ticket_that_nobody_accepted_an_article_for_is_solved_by_none(
    worker: KbWorker, articles: Articles
) -> None:
    ticket = LiveOne()
    worker.takes(ticket.opens(), ticket.is_resolved(Outcome.SOLVED), ticket.is_reopened())
    assert worker.told(ticket.id) == ["articles-suggested"]
