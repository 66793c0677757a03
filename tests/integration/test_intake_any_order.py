"""Whatever order and batches records come in, each is answered once and nothing is lost."""

from collections.abc import Iterator
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.foreign_desk import ForeignTicket, minute
from tests.support.intake import NOW, Worker, intake_worker
from tests.support.servers import Database
from tests.support.streams import Told

pytestmark = pytest.mark.integration
_numbers = count()
FINAL = """SELECT "offset" FROM receipts WHERE outcome <> 'held' AND "offset" >= %s ORDER BY 1"""
VERSIONS = """SELECT originator_version FROM stored_events
    WHERE originator_id = %s ORDER BY originator_version"""
STATES = ["open", "waiting_requester", "open", "waiting_internal"]
SAID = ["one", "two", "three"]


@pytest.fixture
def worker(database: Database) -> Iterator[Worker]:
    with intake_worker(database, lambda: NOW) as worker:
        yield worker


def story(ticket: ForeignTicket) -> list[Told]:
    """An opening, states and messages; some of them are sent twice."""
    states = [ticket.reports(n, word) for n, word in enumerate(STATES, 1)]
    said = [ticket.says(word) for word in SAID]
    return [ticket.opens(), *states, *said, ticket.observes(minute(50)), states[1], said[0]]


LENGTH = len(story(ForeignTicket()))
orders = st.permutations(range(LENGTH))
cuts = st.sets(st.integers(1, LENGTH - 1))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(orders, cuts)
def test_no_order_loses_or_doubles_anything(
    worker: Worker, order: list[int], cuts: set[int]
) -> None:
    ticket = ForeignTicket(f"T{next(_numbers)}")
    told = [story(ticket)[n] for n in order]
    first = worker.inbox.positions[worker.home]
    for begin, end in pairwise([0, *sorted(cuts), LENGTH]):
        worker.takes(*told[begin:end])
    assert worker.rows(FINAL, first) == [(first + n,) for n in range(LENGTH)]
    assert worker.rows("SELECT count(*) FROM waiting") == [(0,)]
    assert worker.rows("SELECT count(*) FROM dead_letters") == [(0,)]
    events = worker.events(ticket.id)
    assert events[0] == "opened"
    assert events.count("message-added") == len(SAID)
    assert events.count("observed") == 1
    assert worker.rows(VERSIONS, ticket.id) == [(n,) for n in range(1, len(events) + 1)]
    assert worker.rows("SELECT sequence FROM source_states WHERE ticket_id = %s", ticket.id) == [
        (len(STATES),)
    ]
