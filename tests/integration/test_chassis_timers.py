"""Timers on a real PostgreSQL: each fires once, in its time, and none is lost."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from psycopg_pool import ConnectionPool

from firstline_chassis import timer_rows
from firstline_chassis.store import Store, Transaction
from firstline_chassis.timers import Due, Timer, cancel_timer, cancel_timers, set_timer, set_timers
from tests.support.counters import MAPPER, NOON, Counter, counting_pool
from tests.support.races import race
from tests.support.servers import Database
from tests.support.timekeeping import AN_HOUR, HandClock, Raising, fired, rows, setting, timers

pytestmark = pytest.mark.integration
LEFT = "SELECT count(*) FROM timers"
READ = """INSERT INTO inbox_positions (topic, partition, read_until) VALUES (%s, %s, %s)
    ON CONFLICT (topic, partition) DO UPDATE SET read_until = excluded.read_until RETURNING 1"""


@pytest.fixture
def pool(database: Database) -> Iterator[ConnectionPool]:
    with counting_pool(database) as pool:
        yield pool


@pytest.fixture
def one() -> UUID:
    return uuid4()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def test_a_timer_fires_when_its_time_has_come_and_not_before(
    pool: ConnectionPool, one: UUID, clock: HandClock
) -> None:
    token, part = setting(pool, one, "bell", NOON + AN_HOUR), timers(pool, clock)
    assert part.turn() == 0
    clock.passes(AN_HOUR)
    assert part.turn() == 1
    assert part.turn() == 0
    assert fired(pool, one) == [token]
    assert rows(pool, LEFT) == [(0,)]


def test_a_timer_is_set_with_the_events_or_not_at_all(pool: ConnectionPool, one: UUID) -> None:
    def fail() -> None:
        with Store(pool, MAPPER).transaction() as tx:
            tx.aggregates(Counter, [one])[one].add(1)
            set_timer(tx, one, "bell", NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert rows(pool, LEFT) == [(0,)]


def test_a_timer_that_is_set_again_fires_at_its_new_time_alone(
    pool: ConnectionPool, one: UUID, clock: HandClock
) -> None:
    first = setting(pool, one, "bell", NOON)
    second, part = setting(pool, one, "bell", NOON + AN_HOUR), timers(pool, clock)
    assert part.turn() == 0
    clock.passes(AN_HOUR)
    assert part.turn() == 1
    assert fired(pool, one) == [second]
    assert first != second


def test_a_cancelled_timer_never_fires(pool: ConnectionPool, one: UUID, clock: HandClock) -> None:
    setting(pool, one, "bell", NOON)
    with Store(pool, MAPPER).transaction() as tx:
        cancel_timer(tx, one, "bell")
        cancel_timers(tx, [])
        set_timers(tx, [])
    assert timers(pool, clock).turn() == 0


def test_of_several_settings_in_one_transaction_the_last_one_counts(
    pool: ConnectionPool, one: UUID, clock: HandClock
) -> None:
    with Store(pool, MAPPER).transaction() as tx:
        set_timers(tx, [Timer(one, "bell", NOON), Timer(one, "bell", NOON + AN_HOUR)])
    assert timers(pool, clock).turn() == 0
    assert rows(pool, LEFT) == [(1,)]


def test_many_replicas_fire_each_timer_once(pool: ConnectionPool, clock: HandClock) -> None:
    counters = [uuid4() for _ in range(30)]
    for counter in counters:
        setting(pool, counter, "bell", NOON)
    race(lambda _: [timers(pool, clock).turn() for _ in range(8)], racers=4)
    assert [len(fired(pool, counter)) for counter in counters] == [1] * 30
    assert rows(pool, LEFT) == [(0,)]


def test_what_a_killed_replica_had_claimed_fires_after_its_lease(
    pool: ConnectionPool, one: UUID, clock: HandClock
) -> None:
    token, part = setting(pool, one, "bell", NOON), timers(pool, clock)
    claimed = _claim(pool, clock)
    assert [due.token for due in claimed] == [token]
    assert part.turn() == 0
    clock.passes(timedelta(seconds=31))
    assert part.turn() == 1
    assert fired(pool, one) == [token]


class SetMeanwhile(Raising):
    """Somebody sets the timer anew while it is being fired for the first time."""

    def __init__(self, pool: ConnectionPool):
        super().__init__()
        self._pool = pool

    def fire(self, tx: Transaction, due: Sequence[Due], late: bool) -> None:
        if not self.batches:
            setting(self._pool, due[0].aggregate, "bell", NOON + AN_HOUR)
        super().fire(tx, due, late)


def test_a_claim_whose_timer_was_set_anew_fires_nothing(
    pool: ConnectionPool, one: UUID, clock: HandClock
) -> None:
    setting(pool, one, "bell", NOON)
    part = timers(pool, clock, SetMeanwhile(pool))
    assert part.turn() == 1
    assert fired(pool, one) == []
    assert rows(pool, LEFT) == [(1,)]
    clock.passes(AN_HOUR)
    assert part.turn() == 1
    assert len(fired(pool, one)) == 1


def test_a_timer_that_cannot_fire_holds_nobody_up_and_is_tried_again(
    pool: ConnectionPool, clock: HandClock
) -> None:
    firing, counters = Raising("broken"), [uuid4() for _ in range(5)]
    for n, counter in enumerate(counters):
        setting(pool, counter, "broken" if n == 2 else "bell", NOON)
    part = timers(pool, clock, firing)
    assert part.turn() == 5
    assert [len(fired(pool, counter)) for counter in counters] == [1, 1, 0, 1, 1]
    told = rows(pool, "SELECT attempts, trouble FROM timers")
    assert told == [(1, "ValueError: no broken today")]
    firing.fails.clear()
    assert part.turn() == 0
    assert part.check()["failing"] == 1
    assert part.check()["ok"]
    clock.passes(timedelta(seconds=2))
    assert part.turn() == 1
    assert len(fired(pool, counters[2])) == 1


def test_a_timer_waits_until_the_worker_has_read_up_to_its_time(
    pool: ConnectionPool, one: UUID, clock: HandClock
) -> None:
    firing = Raising()
    setting(pool, one, "bell", NOON)
    part = timers(pool, clock, firing, "a-topic")
    clock.passes(timedelta(seconds=30))
    assert part.turn() == 0, "nobody has read anything yet"
    _reads(pool, 0, NOON + AN_HOUR)
    _reads(pool, 1, NOON - AN_HOUR)
    assert part.turn() == 0, "one partition lags"
    _reads(pool, 1, NOON)
    assert part.turn() == 1
    assert firing.lates == [False]


def test_a_timer_fires_as_late_when_the_worker_lags_for_a_minute(
    pool: ConnectionPool, one: UUID, clock: HandClock
) -> None:
    firing = Raising()
    setting(pool, one, "bell", NOON)
    part = timers(pool, clock, firing, "a-topic")
    _reads(pool, 0, NOON - AN_HOUR)
    clock.passes(timedelta(seconds=59))
    assert part.turn() == 0
    clock.passes(timedelta(seconds=1))
    assert part.turn() == 1
    assert firing.lates == [True]


def _reads(pool: ConnectionPool, partition: int, until: object) -> None:
    rows(pool, READ, "a-topic", partition, until)


def _claim(pool: ConnectionPool, clock: HandClock) -> list[Due]:
    with pool.connection() as connection:
        return timer_rows.claim(connection, clock(), clock(), timedelta(seconds=30), 10)
