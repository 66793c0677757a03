"""The store on a real PostgreSQL: all or nothing, in order, never on stale knowledge."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

import msgspec
import psycopg
import pytest
from psycopg_pool import ConnectionPool

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.mapper import StructMapper, UnknownEvent
from firstline_chassis.store import Store, VersionConflict
from tests.support.counters import MAPPER, Counter, count, counting_pool
from tests.support.servers import Database

pytestmark = pytest.mark.integration
T = TypeVar("T")
IDS = "SELECT notification_id FROM stored_events ORDER BY notification_id"


@pytest.fixture
def pool(database: Database) -> Iterator[ConnectionPool]:
    with counting_pool(database) as pool:
        yield pool


@pytest.fixture
def one() -> UUID:
    return uuid4()


def total(store: Store, counter: UUID) -> int:
    with store.transaction() as tx:
        return tx.aggregates(Counter, [counter])[counter].total


def test_what_was_counted_is_there_for_every_other_store(pool: ConnectionPool, one: UUID) -> None:
    count(Store(pool, MAPPER), one, 1, 2, 3)
    assert total(Store(pool, MAPPER), one) == 6


def test_a_decision_on_a_stale_aggregate_writes_nothing(pool: ConnectionPool, one: UUID) -> None:
    cached, other = Store(pool, MAPPER, cached=10), Store(pool, MAPPER)
    count(cached, one, 1)
    count(other, one, 10)
    with pytest.raises(VersionConflict) as conflict:
        count(cached, one, 100)
    assert conflict.value.streams == {one}
    assert total(other, one) == 11


def test_after_a_conflict_the_decision_is_made_on_what_is_there_now(
    pool: ConnectionPool, one: UUID
) -> None:
    cached = Store(pool, MAPPER, cached=10)
    count(cached, one, 1)
    count(Store(pool, MAPPER), one, 10)
    with pytest.raises(VersionConflict):
        count(cached, one, 100)
    count(cached, one, 100)
    assert total(cached, one) == 111


def test_even_a_decision_to_do_nothing_is_refused_on_stale_knowledge(
    pool: ConnectionPool, one: UUID
) -> None:
    cached = Store(pool, MAPPER, cached=10)
    count(cached, one, 1)
    count(Store(pool, MAPPER), one, 10)
    with pytest.raises(VersionConflict):
        total(cached, one)


def test_an_error_after_a_decision_leaves_no_trace_of_it(pool: ConnectionPool, one: UUID) -> None:
    cached = Store(pool, MAPPER, cached=10)
    count(cached, one, 1)

    def fail() -> None:
        with cached.transaction() as tx:
            tx.aggregates(Counter, [one])[one].add(5)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert total(cached, one) == 1


def test_a_staged_statement_that_fails_takes_the_events_with_it(
    pool: ConnectionPool, one: UUID
) -> None:
    store = Store(pool, MAPPER)

    def fail() -> None:
        with store.transaction() as tx:
            tx.aggregates(Counter, [one])[one].add(5)
            tx.stage("SELECT 1 / 0")

    with pytest.raises(psycopg.errors.DivisionByZero):
        fail()
    assert total(store, one) == 0


def test_ids_become_visible_in_order_whoever_writes(pool: ConnectionPool) -> None:
    done = threading.Event()
    seen: list[int] = []

    def watch() -> None:
        while not done.is_set():
            with pool.connection() as connection:
                seen.extend(sorted(set(_ids(connection)) - set(seen)))

    def write(_: int) -> None:
        for _ in range(20):
            count(Store(pool, MAPPER), uuid4(), 1, 1)

    with ThreadPoolExecutor(5) as threads:
        watching = threads.submit(watch)
        list(threads.map(write, range(4)))
        done.set()
        watching.result()
    assert len(seen) > 0
    assert seen == sorted(seen), "an id showed up after a higher one"


def test_twenty_writers_of_one_aggregate_lose_no_count(pool: ConnectionPool, one: UUID) -> None:
    def write(_: int) -> None:
        while True:
            try:
                return count(Store(pool, MAPPER), one, 1)
            except VersionConflict:
                continue

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(20)))
    assert total(Store(pool, MAPPER), one) == 20


class RaisedInSteps(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
    """A later shape of Counter.Raised: amounts became lists of steps."""

    TOPIC: ClassVar[str] = Counter.Raised.TOPIC
    VERSION: ClassVar[int] = 2
    steps: list[int]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        state["steps"] = [state.pop("amount")]


def test_an_event_stored_in_an_older_shape_is_read_in_the_newer_one(
    pool: ConnectionPool, one: UUID
) -> None:
    count(Store(pool, MAPPER), one, 7)
    with Store(pool, StructMapper([RaisedInSteps])).transaction() as tx:
        (event,) = tx.events(one)
    assert isinstance(event, RaisedInSteps)
    assert event.steps == [7]


def test_an_event_in_the_newer_shape_survives_the_store() -> None:
    mapper = StructMapper([RaisedInSteps])
    newer = mapper.decode(Counter.Raised.TOPIC, _stored(amount=7))
    assert mapper.to_domain_event(mapper.to_stored_event(newer)) == newer


def test_an_event_without_a_class_is_named() -> None:
    with pytest.raises(UnknownEvent, match=r"tests\.counter\.raised"):
        StructMapper([]).decode(Counter.Raised.TOPIC, b"{}")


def _ids(connection: psycopg.Connection) -> list[int]:
    return [row[0] for row in connection.execute(IDS)]


def _stored(amount: int) -> bytes:
    counter = Counter.vacant(uuid4())
    counter.add(amount)
    return msgspec.json.encode(counter.collect_events()[0])


class Masking:
    """A codec that shows where it is asked: nothing that was raised is stored as it was."""

    def outgoing(self, message: T) -> T:
        assert isinstance(message, Counter.Raised)
        return msgspec.structs.replace(message, amount=-message.amount)

    incoming = outgoing


def test_what_is_stored_passes_the_codec_on_its_way_in_and_out(
    pool: ConnectionPool, one: UUID
) -> None:
    masked = Store(pool, StructMapper([Counter.Raised], Masking()))
    count(masked, one, 5)
    assert total(masked, one) == 5
    assert total(Store(pool, MAPPER), one) == -5
