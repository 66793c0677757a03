"""From escalation's events to what intake shows of a case, and to what becomes of its ticket."""

from collections.abc import Sequence
from datetime import datetime

from firstline_chassis.clock import Clock
from firstline_chassis.received import Received, because_of
from firstline_chassis.sequenced import Arrival
from firstline_chassis.store import Transaction
from firstline_events import escalation
from firstline_intake.application import policies
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import Occasion
from firstline_intake.read_models import cases

TOPIC = "escalation-case-v1"


class CaseEvents:
    """The Handler of the worker for `escalation-case-v1`.

    An import makes several events of a case for each ticket: the data of those that change nothing
    here (`SourceFollowed`, `CaseEnded`) isn't even read.
    """

    topics = (TOPIC,)
    types = frozenset(
        kind.TYPE
        for kind in (
            escalation.CaseOpened,
            escalation.CaseRouted,
            escalation.CaseAssigned,
            escalation.CaseReleased,
            escalation.CaseEscalated,
            escalation.CaseHandedBack,
            escalation.CaseResumed,
            escalation.CaseReferred,
            escalation.EscalationRequestTaken,
            escalation.EscalationRequestDeclined,
        )
    )

    def __init__(self, clock: Clock):
        self._clock = clock

    def handle(self, tx: Transaction, arrivals: Sequence[Arrival]) -> None:
        """Show what they say; a referral resolves its ticket."""
        cases.project(tx, arrivals)
        referred = [
            (one, one.message)
            for one in arrivals
            if isinstance(one.message, escalation.CaseReferred)
        ]
        tickets = tx.aggregates(Ticket, [one.envelope.aggregate for one, _ in referred])
        now = self._clock()
        for arrival, message in referred:
            envelope = arrival.envelope
            ticket, occasion = tickets[envelope.aggregate], _occasion(envelope, now)
            if not ticket.exists:
                raise LookupError(f"intake has never opened {ticket.id}")
            policies.when_case_referred(message, envelope.cause, ticket, occasion)


def _occasion(said: Received, now: datetime) -> Occasion:
    """It happens when escalation says it, and because of that."""
    return Occasion(said.time, now, because_of(said, "intake", on_behalf_of=said.actorid))
