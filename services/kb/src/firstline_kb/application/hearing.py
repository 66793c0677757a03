"""Hearing what intake says: the rows of live tickets, and the policies that answer."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from firstline_chassis.received import Received, because_of
from firstline_chassis.sequenced import Arrival
from firstline_chassis.store import Transaction
from firstline_kb.application.policies import POLICIES, Heard
from firstline_kb.application.suggesting import Suggests
from firstline_kb.domain.values import Occasion
from firstline_kb.read_models import tickets

TYPES = frozenset(one.TYPE for one in (*tickets.HEARD, *POLICIES))
"""Of all other events of intake not even the data is read."""


class Hearing:
    """One transaction's worth of events. What follows its source has no row: it costs nothing."""

    def __init__(self, tx: Transaction, ids: Collection[UUID], suggests: Suggests, now: datetime):
        self._tx, self._suggests, self._now = tx, suggests, now
        self._before = tickets.load(tx, ids)
        self._rows = dict(self._before)

    def take(self, arrival: Arrival) -> None:
        """The next event of its ticket: act on it, if the ticket is live."""
        envelope, said = arrival.envelope, arrival.message
        ticket = self._rows.get(envelope.aggregate) or tickets.enters(
            said, envelope.aggregate, envelope.tenant
        )
        if ticket is None:
            return
        heard = Heard(self._tx, ticket, occasion_of(envelope, self._now), self._suggests)
        for policy in POLICIES.get(type(said), ()):
            policy(said, heard)
        self._rows[ticket.id] = tickets.row_after(said, ticket)

    def close(self) -> None:
        """Stage the rows that have changed."""
        changed = [row for one, row in self._rows.items() if row != self._before.get(one)]
        tickets.keep(self._tx, changed)


def occasion_of(because: Received, now: datetime) -> Occasion:
    """What kb does stands where the event that asked for it stands, and because of it."""
    return Occasion(because.time, now, because_of(because, "kb"), because.effectivetime)
