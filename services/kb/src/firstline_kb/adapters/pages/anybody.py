"""Whoever acts on the public pages: nobody knows who, and they have an id and no more."""

from collections.abc import Callable
from typing import TypeVar

from firstline_chassis.aggregate import Provenance
from firstline_chassis.clock import Clock
from firstline_chassis.exchange import surely
from firstline_chassis.occasions import Occasion
from firstline_chassis.store import Store, Transaction
from firstline_kb.application.suggestion_commands import ANONYMOUS

T = TypeVar("T")


class Anybody:
    """Acts in transactions; who was overtaken is decided on what is there by then."""

    def __init__(self, store: Store, clock: Clock):
        self._store, self._clock = store, clock

    def carry_out(self, act: Callable[[Transaction], T]) -> T:
        """What the act returns, once it is committed; it is called again where it was overtaken."""

        def attempt(*, locked: bool) -> T:
            with self._store.transaction(locked=locked) as tx:
                return act(tx)

        return surely(attempt)

    def occasion(self) -> Occasion:
        """Now, by nobody known."""
        now = self._clock()
        by = Provenance(actor_kind=ANONYMOUS.kind.value, actor_id=ANONYMOUS.id)
        return Occasion(now, now, by)
