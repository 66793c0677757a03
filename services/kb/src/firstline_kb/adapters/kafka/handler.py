"""From the events of intake to what kb makes of them."""

from collections.abc import Sequence

from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.sequenced import Arrival
from firstline_chassis.store import Transaction
from firstline_kb.application.hearing import TYPES, Hearing
from firstline_kb.application.suggesting import Suggests

TOPICS = ("intake-ticket-v1",)


class TicketEvents:
    """The Handler of the worker: what kb does with a batch of `intake-ticket-v1`."""

    topics = TOPICS
    types = TYPES

    def __init__(self, suggests: Suggests, clock: Clock = utc_now):
        self._suggests, self._clock = suggests, clock

    def handle(self, tx: Transaction, arrivals: Sequence[Arrival]) -> None:
        """Take each event in turn, with the rows of all their tickets loaded at once."""
        ids = {arrival.envelope.aggregate for arrival in arrivals}
        hearing = Hearing(tx, ids, self._suggests, self._clock())
        for arrival in arrivals:
            hearing.take(arrival)
        hearing.close()
