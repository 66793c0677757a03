"""The role `timers`: finds what is due, and lets the service fire it once, however many look."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from firstline_chassis import metrics, timer_rows
from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.inbox import TRANSIENT
from firstline_chassis.store import Store, VersionConflict
from firstline_chassis.timer_rows import State
from firstline_chassis.timers import Due, Firing

log = structlog.get_logger()
_EVERY_SECONDS = 0.25
_LEASE = timedelta(seconds=15)
PATIENCE = timedelta(seconds=60)
"""So long a timer waits for a worker that lags; then it fires anyway, as late."""


class Timers:
    """Fires the timers of one service; `topics` are those that its worker reads.

    A timer fires once the worker has read everything that was published before it was due, so
    that what happened in time counts; or PATIENCE after, whatever the worker has read.
    """

    name = "timers"

    def __init__(
        self,
        store: Store,
        firing: Firing,
        topics: Collection[str],
        *,
        clock: Clock = utc_now,
        batch: int = 200,
    ):
        self._store, self._firing, self._topics = store, firing, topics
        self._clock, self._batch = clock, batch
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._trouble: str | None = None
        self._state = State(None, 0, None)

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="timers")

    async def stop(self) -> None:
        """Finishes the batch in flight."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    def check(self) -> dict[str, Any]:
        """One timer that fails is told, and leaves the part ready: it holds nobody up."""
        return {
            "ok": self._trouble is None,
            "trouble": self._trouble,
            "failing": self._state.failing,
            "seconds_overdue": round(_overdue(self._state, self._clock()), 1),
            "read_until": self._state.read_until,
        }

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                more = await asyncio.to_thread(self.turn) == self._batch
                self._trouble = None
            except Exception as error:
                more, self._trouble = False, f"{type(error).__name__}: {error}"
                log.warning("timers begin again", reason=self._trouble)
            if not more:
                await self._rest()

    def turn(self) -> int:
        """Claim one batch of what is due and fire it; returns how many were claimed.

        Raises what is transient: the claim runs out then, and whoever comes next fires them.
        """
        now = self._clock()
        with self._store.pool.connection() as connection:
            self._state = timer_rows.state(connection, self._topics)
            read = min(now, self._state.read_until or now)
            up_to = max(read, now - PATIENCE)
            due = timer_rows.claim(connection, now, up_to, _LEASE, self._batch)
        metrics.TIMERS_OVERDUE.set(_overdue(self._state, now))
        metrics.TIMERS_FAILING.set(self._state.failing)
        self._settle([one for one in due if one.due_at <= read], late=False)
        self._settle([one for one in due if one.due_at > read], late=True)
        return len(due)

    def _settle(self, due: Sequence[Due], late: bool) -> None:
        """Fire them; halve until one timer is to blame, which is kept and tried again later."""
        if not due:
            return
        try:
            self._fire_surely(due, late)
        except TRANSIENT:
            raise
        except Exception as error:
            if len(due) == 1:
                self._keep(due[0], error)
            else:
                middle = len(due) // 2
                self._settle(due[:middle], late)
                self._settle(due[middle:], late)

    def _fire_surely(self, due: Sequence[Due], late: bool) -> None:
        """If somebody was faster, decide on what is there now, and let nobody in between."""
        try:
            self._fire(due, late, locked=False)
        except VersionConflict:
            self._fire(due, late, locked=True)

    def _fire(self, due: Sequence[Due], late: bool, *, locked: bool) -> None:
        with self._store.transaction(locked=locked) as tx:
            current = timer_rows.still_current(tx, due) if locked else due
            if current:
                self._firing.fire(tx, current, late)
                timer_rows.take(tx, current)
        for one in current:
            metrics.TIMERS_FIRED.labels(one.kind).inc()
            if late:
                metrics.TIMERS_LATE.labels(one.kind).inc()

    def _keep(self, due: Due, error: Exception) -> None:
        metrics.TIMERS_FAILED.labels(due.kind).inc()
        log.error("timer can't fire", kind=due.kind, timer=due.id, reason=type(error).__name__)
        with self._store.pool.connection() as connection:
            timer_rows.fail(connection, due, error, self._clock())

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), _EVERY_SECONDS)
        except TimeoutError:
            return


def _overdue(state: State, now: datetime) -> float:
    """For how many seconds the earliest timer has been due; 0 while none is."""
    return max(0.0, (now - state.earliest).total_seconds()) if state.earliest else 0.0
