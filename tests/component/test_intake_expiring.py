"""What speaks of a ticket that nobody opens is held for a time, then refused."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from psycopg_pool import ConnectionPool

from tests.support.foreign_desk import ForeignTicket
from tests.support.intake import Worker, intake_pool
from tests.support.intake_timers import IntakeTimers
from tests.support.servers import Database

pytestmark = pytest.mark.integration
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
LETTERS = "SELECT code, reason, blocks FROM dead_letters"
WAITING = "SELECT count(*) FROM waiting"
SHOP = ForeignTicket()


@pytest.fixture
def pool(database: Database) -> Iterator[ConnectionPool]:
    with intake_pool(database) as pool:
        yield pool


@pytest.fixture
def timers(pool: ConnectionPool) -> IntakeTimers:
    return IntakeTimers(pool)


@pytest.fixture
def worker(pool: ConnectionPool, timers: IntakeTimers) -> Worker:
    return Worker(pool, timers.clock)


def test_a_held_record_expires_and_its_publisher_is_told(
    worker: Worker, timers: IntakeTimers
) -> None:
    (held,) = worker.takes(SHOP.says("hello"))
    assert held.outcome == "held"
    assert timers.after(A_DAY - A_MINUTE) == 0
    assert timers.after(2 * A_MINUTE) == 1
    assert worker.receipts()[-1][1:] == ("refused", "expired")
    [(code, reason, blocks)] = worker.rows(LETTERS)
    assert (code, blocks) == ("expired", False)
    assert "not opened in time (windows@1); send the opening" in reason
    assert worker.rows(WAITING) == [(0,)]
    assert timers.set() == []


def test_each_record_has_a_time_of_its_own(worker: Worker, timers: IntakeTimers) -> None:
    worker.takes(SHOP.says("hello"))
    timers.after(A_DAY / 2)
    worker.takes(SHOP.reports(1, "open"))
    assert timers.after(A_DAY / 2 + A_MINUTE) == 1
    assert worker.rows(WAITING) == [(1,)]
    assert timers.after(A_DAY / 2) == 1
    assert worker.rows(WAITING) == [(0,)]


def test_an_opening_in_time_releases_what_was_held_and_ends_its_timer(
    worker: Worker, timers: IntakeTimers
) -> None:
    worker.takes(SHOP.says("hello"), SHOP.reports(1, "open"))
    assert timers.set() == ["expire-held"] * 2
    worker.takes(SHOP.opens())
    assert timers.set() == []
    assert timers.after(2 * A_DAY) == 0
    assert worker.rows(LETTERS) == []
    assert worker.events(SHOP.id) == ["opened", "message-added", "status-changed"]


def test_what_expired_may_be_sent_again(worker: Worker, timers: IntakeTimers) -> None:
    worker.takes(SHOP.says("hello"))
    timers.after(A_DAY + A_MINUTE)
    again = worker.takes(SHOP.opens(), SHOP.says("hello"))
    assert [one.outcome for one in again] == ["accepted", "accepted"]


def test_an_opening_that_comes_after_the_end_finds_nobody_waiting(
    worker: Worker, timers: IntakeTimers
) -> None:
    worker.takes(SHOP.says("hello"))
    timers.after(A_DAY + A_MINUTE)
    worker.takes(SHOP.opens())
    assert worker.events(SHOP.id) == ["opened"]
