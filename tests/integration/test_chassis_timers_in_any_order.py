"""Whatever happens in whatever order: a token fires at most once, and nothing due is lost."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg_pool import ConnectionPool

from firstline_chassis import timer_rows
from firstline_chassis.store import Store, Transaction
from firstline_chassis.timers import Due, cancel_timer
from tests.support.counters import MAPPER, counting_pool
from tests.support.servers import Database
from tests.support.timekeeping import HandClock, Raising, fired, rows, setting, timers

pytestmark = pytest.mark.integration
A_MINUTE = timedelta(minutes=1)


class Step(NamedTuple):
    """One thing that happens: to which timer, and with which figure."""

    what: str
    which: int
    minutes: int


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(["set", "set", "cancel", "pass", "turn", "claim", "crash", "break"]),
        st.integers(0, 2),
        st.integers(0, 3),
    ),
    max_size=25,
)


class Crashing(Raising):
    """Dies after it has decided and before anything is committed, if it is told to."""

    dies = False

    def fire(self, tx: Transaction, due: Sequence[Due], late: bool) -> None:
        super().fire(tx, due, late)
        if self.dies:
            raise psycopg.OperationalError("killed")


class World:
    """Three timers of one kind each, and what we know of them without looking."""

    def __init__(self, pool: ConnectionPool):
        self._pool = pool
        self._clock = HandClock()
        self._firing = Crashing()
        self._part = timers(pool, self._clock, self._firing)
        self._counters = [uuid4() for _ in range(3)]
        self._last: dict[UUID, int] = {}
        self._ended: set[int] = set()

    def does(self, step: Step) -> None:
        counter = self._counters[step.which]
        match step.what:
            case "set":
                self._forget(counter)
                due_at = self._clock() + step.minutes * A_MINUTE
                self._last[counter] = setting(self._pool, counter, f"k{step.which}", due_at)
            case "cancel":
                with Store(self._pool, MAPPER).transaction() as tx:
                    cancel_timer(tx, counter, f"k{step.which}")
                self._forget(counter)
            case "pass":
                self._clock.passes(step.minutes * A_MINUTE)
            case _:
                self._works(step)

    def _works(self, step: Step) -> None:
        self._firing.dies = step.what == "crash"
        self._firing.fails = {f"k{step.which}"} if step.what == "break" else set()
        if step.what == "claim":
            with self._pool.connection() as connection:
                timer_rows.claim(connection, self._clock(), self._clock(), A_MINUTE, 10)
            return
        with suppress(psycopg.OperationalError):
            self._part.turn()

    def _forget(self, counter: UUID) -> None:
        """What is set anew or cancelled before it fired may never fire any more."""
        token = self._last.pop(counter, None)
        if token is not None and token not in fired(self._pool, counter):
            self._ended.add(token)

    def comes_to_rest(self) -> None:
        """Everything that was broken is mended, and much time passes."""
        self._clock.passes(timedelta(hours=1))
        self._works(Step("turn", 0, 0))

    def is_right(self) -> None:
        told = {counter: fired(self._pool, counter) for counter in self._counters}
        tokens = [token for each in told.values() for token in each]
        assert len(tokens) == len(set(tokens)), "a token fired twice"
        assert not set(tokens) & self._ended, "a token fired that was no longer current"
        assert set(self._last.values()) <= set(tokens), "a timer was lost"
        assert rows(self._pool, "SELECT count(*) FROM timers") == [(0,)]


@pytest.fixture
def pool(database: Database) -> Iterator[ConnectionPool]:
    with counting_pool(database) as pool:
        yield pool


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_a_token_fires_at_most_once_and_none_that_is_due_is_lost(
    pool: ConnectionPool, steps: list[Step]
) -> None:
    world = World(pool)
    for step in steps:
        world.does(step)
    world.comes_to_rest()
    world.is_right()
