"""Hearing what intake and triage say: in order, and no further than triage has answered.

On the live timeline an event of intake that triage answers is followed by that answer before any
later event of the ticket is taken. Whatever comes too early waits, and is taken in the same
transaction that ends the wait.
"""

from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from firstline_chassis.received import Received, because_of
from firstline_chassis.sequenced import Arrival
from firstline_chassis.store import Transaction
from firstline_chassis.timers import Timer, cancel_timers, set_timers
from firstline_escalation.application import policies
from firstline_escalation.application.listening import Answer, heard_after
from firstline_escalation.application.ports import Tools, Waiter
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.values import Occasion
from firstline_escalation.read_models import heard
from firstline_events.message import Message

OVERDUE = "assessment overdue"
"""The kind of the timer that ends the wait."""
PATIENCE = timedelta(seconds=5)


class Hearing:
    """One transaction's worth of events about some tickets."""

    def __init__(self, tx: Transaction, tickets: Collection[UUID], tools: Tools, now: datetime):
        self._tx, self._tools, self._now = tx, tools, now
        self._lines = tools.lines(tx)
        self.cases = heard.load_cases(tx, tickets)
        self.before = {case.id: case.heard for case in self.cases.values()}
        self._waited = {case.id: case.waits_for for case in self.cases.values()}
        self._held = tools.waiting.waiting_for(tx, [one for one, n in self._waited.items() if n])
        self._queues = {ticket: deque(waiters) for ticket, waiters in self._held.items()}
        self._released: list[Waiter] = []

    def take(self, arrival: Arrival) -> None:
        """The next event of its ticket: act on it, or let it wait."""
        case = self.cases[arrival.envelope.aggregate]
        if isinstance(arrival.message, Answer):
            self._act(case, arrival.envelope, arrival.message)
            self._go_on(case)
        elif case.waits_for is not None:
            waiter = Waiter(arrival.record, arrival.envelope, arrival.message)
            self._queues.setdefault(case.id, deque()).append(waiter)
        else:
            self._act(case, arrival.envelope, arrival.message)

    def give_up(self, ticket: UUID, asked: int, occasion: Occasion, *, late: bool) -> None:
        """Wait for that answer no longer, unless it has come; whatever waited is taken now."""
        case = self.cases[ticket]
        if case.give_up_waiting(asked, self._lines, occasion, late=late):
            self._go_on(case)

    def close(self) -> None:
        """Stage the rows that go with all this."""
        changed = [c for c in self.cases.values() if c.heard != self.before[c.id]]
        heard.keep(self._tx, changed)
        self._tools.show(self._tx, [c for c in changed if c.exists and not c.pending_events])
        left = [one for queue in self._queues.values() for one in queue if one.row is None]
        self._tools.waiting.hold(self._tx, left)
        gone_on = [t for t, asked in self._waited.items() if asked and self._asked(t) != asked]
        known = {ticket: self._held.get(ticket, ()) for ticket in gone_on}
        self._tools.waiting.release(self._tx, known, self._released)
        self._wind_timers()

    def _asked(self, ticket: UUID) -> int | None:
        return self.cases[ticket].waits_for

    def _wind_timers(self) -> None:
        now = {ticket: self._asked(ticket) for ticket in self.cases}
        due = self._now + PATIENCE
        fresh = [
            Timer(ticket, OVERDUE, due, {"asked": asked})
            for ticket, asked in now.items()
            if asked and asked != self._waited[ticket]
        ]
        set_timers(self._tx, fresh)
        over = [ticket for ticket, asked in self._waited.items() if asked and not now[ticket]]
        cancel_timers(self._tx, [(ticket, OVERDUE) for ticket in over])

    def _act(self, case: Case, envelope: Received, message: Message) -> None:
        case.heard = heard_after(case.heard, envelope, message)
        if not isinstance(message, Answer):
            policies.react(message, case, self._lines, occasion_of(envelope, self._now))

    def _go_on(self, case: Case) -> None:
        queue = self._queues.get(case.id)
        while queue and case.waits_for is None:
            waiter = queue.popleft()
            self._released.append(waiter)
            self._act(case, waiter.envelope, waiter.message)


def occasion_of(because: Received, now: datetime) -> Occasion:
    """What is decided stands where the event that asked for it stands, and because of it."""
    return Occasion(because.time, now, because_of(because, "escalation"), because.effectivetime)
