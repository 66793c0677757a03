"""Worker, timers and commands meet over one case: whoever looked too early decides again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from firstline_chassis.store import Transaction, VersionConflict
from firstline_chassis.timers import Due
from firstline_escalation.application.hearing import OVERDUE, Hearing
from firstline_escalation.application.overdue import Overdue
from firstline_escalation.read_models import heard
from tests.support.case_streams import Spoken
from tests.support.case_worker import CaseWorker, case_worker
from tests.support.cases import by
from tests.support.servers import Database

pytestmark = pytest.mark.integration
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def worker(database: Database) -> Iterator[CaseWorker]:
    with case_worker(database, lambda: NOW) as worker:
        yield worker


@pytest.fixture
def ticket(worker: CaseWorker) -> Spoken:
    """A ticket whose case waits for triage, with one event behind it."""
    ticket = Spoken()
    worker.takes(ticket.opens(), ticket.is_classified(), ticket.is_resolved())
    return ticket


@contextmanager
def overtaken(worker: CaseWorker) -> Iterator[Transaction]:
    """A transaction that must find at its end that somebody was faster."""
    try:
        with worker.store.transaction() as tx:
            yield tx
    except VersionConflict:
        return
    pytest.fail("nobody noticed that things had changed meanwhile")


def give_up(worker: CaseWorker) -> None:
    """As the role `timers` does once the wait has been long enough."""
    later = Overdue(worker.tools, lambda: NOW + timedelta(seconds=6))
    rows = worker.rows("SELECT id, token, aggregate_id, kind, due_at, payload FROM timers")
    with worker.store.transaction() as tx:
        later.fire(tx, [Due(*row) for row in rows], late=False)


def test_an_event_that_comes_to_wait_while_the_wait_is_ended_is_not_left_behind(
    worker: CaseWorker, ticket: Spoken
) -> None:
    fired = Overdue(worker.tools, lambda: NOW + timedelta(seconds=6))
    due = Due(1, 1, ticket.id, OVERDUE, NOW + timedelta(seconds=5), {"asked": 2})
    with overtaken(worker) as tx:
        fired.fire(tx, [due], late=False)
        worker.takes(ticket.is_reopened())
    assert worker.waiting() == 2
    give_up(worker)
    assert worker.waiting() == 0
    assert worker.told(ticket.id)[1:] == ["assessment-overdue", "case-ended", "case-resumed"]


def test_an_answer_that_comes_while_the_wait_is_given_up_counts(
    worker: CaseWorker, ticket: Spoken
) -> None:
    fired = Overdue(worker.tools, lambda: NOW + timedelta(seconds=6))
    due = Due(1, 1, ticket.id, OVERDUE, NOW + timedelta(seconds=5), {"asked": 2})
    with overtaken(worker) as tx:
        fired.fire(tx, [due], late=False)
        worker.takes(ticket.is_assessed(2))
    give_up(worker)
    assert worker.told(ticket.id) == ["case-opened", "case-ended"]


def test_a_worker_that_looked_before_the_wait_was_given_up_decides_again(
    worker: CaseWorker, ticket: Spoken
) -> None:
    with overtaken(worker) as tx:
        hearing = Hearing(tx, [ticket.id], worker.tools, NOW)
        give_up(worker)
        hearing.close()
    worker.takes(ticket.is_reopened())
    assert worker.waiting() == 0
    assert worker.told(ticket.id)[1:] == ["assessment-overdue", "case-ended", "case-resumed"]


def test_a_command_that_looked_before_more_was_heard_decides_again(worker: CaseWorker) -> None:
    ticket = Spoken("8")
    worker.takes(*ticket.begins("vpn"))
    with overtaken(worker) as tx:
        case = heard.load_cases(tx, [ticket.id])[ticket.id]
        case.take(by("ada"))
        heard.guard(tx, {case.id: case.heard})
        worker.takes(ticket.is_classified("hardware"), ticket.is_assessed())
    assert worker.told(ticket.id) == ["case-opened"]


def test_new_lines_make_whoever_decided_by_the_old_ones_decide_again(worker: CaseWorker) -> None:
    ticket = Spoken("9")
    worker.takes(*ticket.begins())
    with overtaken(worker) as tx:
        case = heard.load_cases(tx, [ticket.id])[ticket.id]
        case.escalate("Beyond us.", worker.tools.lines(tx), by("ada"))
        worker.publishes_lines(bounce_limit=9)
    assert worker.case(ticket.id).moves == 0
