"""The inbox over a real store: poison is set apart, and no record is ever passed over."""

from collections.abc import Iterator, Sequence

import pytest

from firstline_chassis.inbox import Inbox
from firstline_chassis.sequenced import Arrival
from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Level
from firstline_triage.adapters.files.policy_file import read_policy
from firstline_triage.adapters.kafka.handler import IntakeEvents
from tests.support.servers import Database
from tests.support.streams import Told
from tests.support.tickets import Ticket
from tests.support.triage import HOME, INTAKE, Worker, triage_worker

pytestmark = pytest.mark.integration
ANSWERED = "SELECT count(*) FROM stored_events"
LETTERS = 'SELECT "offset", code, reason, aggregate_id FROM dead_letters ORDER BY id'


class Allergic(IntakeEvents):
    """Fails on every batch that holds the ticket it can't stand."""

    def __init__(self, ticket: Ticket, error: Exception):
        super().__init__(read_policy(None))
        self._ticket, self._error = ticket, error

    def handle(self, tx: Transaction, arrivals: Sequence[Arrival]) -> None:
        if any(arrival.envelope.aggregate == self._ticket.id for arrival in arrivals):
            raise self._error
        super().handle(tx, arrivals)


@pytest.fixture
def worker(database: Database) -> Iterator[Worker]:
    with triage_worker(database) as worker:
        yield worker


def classified(*names: str) -> list[Told]:
    tickets = [Ticket(name) for name in names]
    return [e for t in tickets for e in (t.opens(), t.is_classified(Level.LOW, Level.LOW))]


def test_the_one_record_that_a_handler_fails_on_is_parked_and_the_rest_is_taken(
    database: Database,
) -> None:
    bad = Ticket("BAD")
    with triage_worker(database, Allergic(bad, ValueError("no\0good"))) as worker:
        worker.takes(*classified("A", "B"), bad.opens(), bad.is_worked_on(), *classified("C"))
        assert worker.rows(ANSWERED) == [(3,)]
        assert worker.rows(LETTERS) == [(4, "refused", "ValueError: no\ufffdgood", bad.id)]
        assert worker.rows("SELECT count(*) FROM waiting") == [(1,)]
        assert worker.inbox.positions[HOME] == 8


def test_odd_headers_of_a_dead_letter_are_kept_as_far_as_text_can_hold_them(
    worker: Worker,
) -> None:
    headers = (("x-\0", b"\0"), ("", None), ("é", b"\xff"), ("e", "\U0001f600".encode()))
    worker.takes(Told(INTAKE, b"k\0", b"\0", headers), *classified("A"))
    assert worker.rows(ANSWERED) == [(1,)]
    assert worker.rows("SELECT headers FROM dead_letters") == [
        ([["x-\ufffd", "\ufffd"], ["", None], ["é", "ÿ"], ["e", "\U0001f600"]],)
    ]


def test_a_reason_that_is_no_text_is_kept_as_far_as_text_can_hold_it(database: Database) -> None:
    bad = Ticket("BAD")
    with triage_worker(database, Allergic(bad, ValueError("\udcff"))) as worker:
        worker.takes(bad.opens(), *classified("A"))
        assert worker.rows("SELECT reason FROM dead_letters") == [("ValueError: ?",)]


def test_a_record_that_can_be_neither_taken_nor_parked_stops_its_partition(
    worker: Worker,
) -> None:
    with worker.pool.connection() as connection:
        connection.execute("ALTER TABLE dead_letters ADD CHECK (false)")
    worker.takes(*classified("A"), Told(INTAKE, b"k", b"garbage"), *classified("B"))
    worker.takes(*classified("C"))
    assert "record 2 can be neither taken nor parked" in worker.inbox.stopped[HOME]
    assert worker.inbox.positions[HOME] == 2
    assert worker.rows(ANSWERED) == [(1,)]


def test_a_gap_stops_the_partition_and_a_new_try_begins_where_it_stands(worker: Worker) -> None:
    ticket = Ticket("A")
    opening = ticket.opens()
    later = ticket.is_classified(Level.LOW, Level.LOW)
    worker.takes(*classified("B"), later)
    assert "sequence 2 where 1 is due" in worker.inbox.stopped[HOME]
    assert worker.inbox.take_over([HOME]) == {HOME: 2}
    worker.takes(opening, later)
    assert worker.inbox.stopped == {}
    assert worker.rows(ANSWERED) == [(2,)]


def test_records_that_do_not_follow_the_position_are_not_taken_for_those_that_do(
    worker: Worker,
) -> None:
    inbox: Inbox = worker.inbox
    worker.takes(*classified("A"))
    inbox.positions[HOME] = 0
    with pytest.raises(Exception, match="positions have moved on"):
        worker.takes(*classified("A"))
    assert worker.rows(ANSWERED) == [(1,)]
