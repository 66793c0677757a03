"""Whenever nobody says another word on a walk for half an hour, then it is given up."""

from collections.abc import Collection, Sequence

from firstline_chassis.aggregate import Aggregate, Provenance
from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.store import Transaction
from firstline_chassis.timers import Due, Timer, cancel_timers, set_timers
from firstline_kb.domain.values import Occasion
from firstline_kb.domain.walk import Walk

SILENT = "walk-silent"


def wind_timers(tx: Transaction, changed: Collection[Aggregate]) -> None:
    """Stage the timer of each walk that goes on, anew with every word; none for one that ended."""
    walks = [one for one in changed if isinstance(one, Walk)]
    set_timers(tx, [Timer(one.id, SILENT, one.silent_at) for one in walks if one.is_open])
    cancel_timers(tx, [(one.id, SILENT) for one in walks if not one.is_open])


class Silence:
    """The Firing of the role `timers`."""

    def __init__(self, clock: Clock = utc_now):
        self._clock = clock

    # It was silent then, however late that is noticed: the event says the same.
    def fire(self, tx: Transaction, due: Sequence[Due], late: bool) -> None:  # noqa: ARG002
        """Give these walks up, as of when they fell silent."""
        wanted = {one.aggregate: one.due_at for one in due if one.kind == SILENT}
        now = self._clock()
        for walk in tx.aggregates(Walk, wanted).values():
            by = Provenance(actor_kind="system", actor_id="kb", tenant=walk.tenant)
            walk.fall_silent(Occasion(wanted[walk.id], now, by))
