"""From intake's events to triage's answers, and to what is shown of them."""

from collections.abc import Sequence
from datetime import datetime

from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.received import Received, because_of
from firstline_chassis.sequenced import Arrival
from firstline_chassis.store import Transaction
from firstline_events.catalogue import topics as catalogue
from firstline_events.intake import TicketClassified, TicketOpened
from firstline_triage.application import policies
from firstline_triage.domain.assessment import Assessment
from firstline_triage.domain.scoring_policy import ScoringPolicy
from firstline_triage.domain.values import Occasion
from firstline_triage.read_models import current


class IntakeEvents:
    """The Handler of the worker: what triage does with a batch of `intake-ticket-v1`."""

    topics = ("intake-ticket-v1",)
    types = frozenset(catalogue()["intake-ticket-v1"].answered_by_triage)

    def __init__(self, policy: ScoringPolicy, clock: Clock = utc_now):
        self._policy = policy
        self._clock = clock

    def handle(self, tx: Transaction, arrivals: Sequence[Arrival]) -> None:
        """Answer what asks; the rest has only advanced its sequence."""
        asking = [one for one in arrivals if isinstance(one.message, _ASKING)]
        if not asking:
            return
        tickets = [arrival.envelope.aggregate for arrival in asking]
        assessments = tx.aggregates(Assessment, tickets)
        now = self._clock()
        for ticket, arrival in zip(tickets, asking, strict=True):
            self._answer(arrival, assessments[ticket], now)
        current.project(tx, assessments.values())

    def _answer(self, arrival: Arrival, assessment: Assessment, now: datetime) -> None:
        sequence, occasion = arrival.envelope.position, _occasion(arrival.envelope, now)
        match arrival.message:
            case TicketClassified() as classified:
                policies.when_ticket_classified(
                    classified, sequence, assessment, self._policy, occasion
                )
            case TicketOpened() as opened:
                policies.when_ticket_opened(opened, sequence, assessment, self._policy, occasion)


_ASKING = (TicketClassified, TicketOpened)


def _occasion(asked: Received, now: datetime) -> Occasion:
    """The answer stands where the event that asked stands, and because of it."""
    return Occasion(asked.time, asked.effectivetime, now, because_of(asked, "triage"))
