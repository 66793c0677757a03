"""Kb's worker on a real PostgreSQL: a ticket that was opened from a walk takes its way with it."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from tests.support.kb_worker import KbWorker, LiveOne, kb_worker
from tests.support.servers import Database
from tests.support.ticket_api import code_of
from tests.support.walks import NORA, Walks


@pytest.fixture
def worker(database: Database) -> Iterator[KbWorker]:
    with kb_worker(database) as worker:
        yield worker


@pytest.fixture
def walks(worker: KbWorker) -> Walks:
    api = Walks(worker.pool)
    api.publish()
    return api


def middle(walks: Walks) -> UUID:
    """A walk at its second step."""
    walk = walks.begin().json()["id"]
    walks.answer(walk, "lamp", "lit")
    return UUID(walk)


def test_a_walk_that_goes_on_is_given_up_where_its_ticket_was_opened(
    worker: KbWorker, walks: Walks
) -> None:
    walk, ticket = middle(walks), LiveOne()
    worker.takes(ticket.opens(walk=walk))
    ended, attached = worker.events(walk)[-2:]
    assert (ended.data["outcome"], ended.data["place"], ended.data["by_silence"]) == (
        "given_up",
        2,
        False,
    )
    assert (attached.data["ticket"], attached.data["outcome"]) == (str(ticket.id), "given_up")
    assert attached.data["path"] == ended.data["path"]
    assert attached.causationid == f"/firstline/intake-ticket-v1#{ticket.id}:1"
    [listed] = walks.get("tickets/fl-000001/walks")["items"]
    assert (listed["id"], listed["outcome"]) == (str(walk), "given_up")
    assert walks.timers() == []


def test_a_walk_that_has_ended_keeps_its_outcome(worker: KbWorker, walks: Walks) -> None:
    walk, ticket = middle(walks), LiveOne()
    walks.answer(str(walk), "clean", "not_helped")
    walks.answer(str(walk), "dock", "not_helped")
    worker.takes(ticket.opens(walk=walk))
    assert worker.told(walk)[-2:] == ["flow-ended", "flow-attached"]
    assert worker.events(walk)[-1].data["outcome"] == "not_solved"


def test_an_event_that_comes_twice_attaches_once(worker: KbWorker, walks: Walks) -> None:
    walk = middle(walks)
    opened = LiveOne().opens(walk=walk)
    worker.takes(opened)
    worker.takes(opened)
    assert worker.told(walk).count("flow-attached") == 1


def test_of_two_tickets_that_name_one_walk_the_first_one_has_it(
    worker: KbWorker, walks: Walks
) -> None:
    walk, first, second = middle(walks), LiveOne("FL-000001"), LiveOne("FL-000002")
    worker.takes(first.opens(walk=walk), second.opens(walk=walk))
    assert walks.get(f"walks/{walk}")["ticket"] == str(first.id)
    assert walks.get("tickets/FL-000002/walks")["items"] == []
    assert worker.dead_letters() == []


def test_an_id_that_is_no_walk_harms_no_ticket(worker: KbWorker, walks: Walks) -> None:
    article = UUID(walks.articles.draft().json()["id"])
    for number, one in enumerate((uuid4(), article)):
        worker.takes(LiveOne(f"FL-00000{number}").opens(walk=one))
    assert (worker.dead_letters(), worker.told(article)) == ([], ["article-drafted"])


def test_a_live_ticket_is_named_by_its_number(worker: KbWorker, walks: Walks) -> None:
    ticket = LiveOne()
    worker.takes(ticket.opens())
    walk = walks.begin(actor=NORA, ticket="FL-000001").json()
    assert walk["ticket"] == str(ticket.id)
    assert code_of(walks.begin(422, actor=NORA, ticket="FL-000077")) == "no-such-ticket"
    walks.get("tickets/FL-000077/walks", 404)
