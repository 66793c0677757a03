"""Intake's timers in tests: what the worker has read, and time that passes."""

from datetime import timedelta

from psycopg_pool import ConnectionPool

from firstline_chassis.clock import utc_now
from firstline_chassis.mapper import StructMapper
from firstline_intake.adapters.kafka.translate import PRIVATE_EVENTS
from firstline_intake.bootstrap import READ, build_store, build_timers
from tests.support.timekeeping import HandClock, rows

_READ = """INSERT INTO inbox_positions (topic, partition, read_until) VALUES (%s, 0, %s)
    ON CONFLICT (topic, partition) DO UPDATE SET read_until = excluded.read_until RETURNING 1"""


class IntakeTimers:
    """The timers of intake over a real store; its worker has read everything at any time."""

    def __init__(self, pool: ConnectionPool, *, reads: bool = True):
        self.pool, self.clock = pool, HandClock(utc_now())
        self._reads = reads
        self._part = build_timers(build_store(pool, StructMapper(PRIVATE_EVENTS)), self.clock)

    def after(self, time: timedelta) -> int:
        """Let so much time pass; returns how many timers were due."""
        self.clock.passes(time)
        if self._reads:
            for topic in READ:
                rows(self.pool, _READ, topic, self.clock())
        return self._part.turn()

    def set(self) -> list[str]:
        """The kinds of all timers that are set."""
        return [kind for (kind,) in rows(self.pool, "SELECT kind FROM timers ORDER BY id")]
