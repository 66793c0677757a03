"""From the events of intake and triage to those of cases."""

from collections.abc import Sequence

from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.sequenced import Arrival
from firstline_chassis.store import Transaction
from firstline_escalation.application.hearing import Hearing
from firstline_escalation.application.policies import REACTED_TO
from firstline_escalation.application.ports import Tools
from firstline_events.triage import AssessmentSkipped, TicketAssessed

TOPICS = ("intake-ticket-v1", "triage-assessment-v1")


class TicketEvents:
    """The Handler of the worker: what escalation does with a batch of both topics."""

    topics = TOPICS
    types = frozenset(one.TYPE for one in REACTED_TO) | {
        TicketAssessed.TYPE,
        AssessmentSkipped.TYPE,
    }

    def __init__(self, tools: Tools, clock: Clock = utc_now):
        self._tools, self._clock = tools, clock

    def handle(self, tx: Transaction, arrivals: Sequence[Arrival]) -> None:
        """Take each event in turn, with all cases of the batch loaded at once."""
        tickets = list(dict.fromkeys(arrival.envelope.aggregate for arrival in arrivals))
        hearing = Hearing(tx, tickets, self._tools, self._clock())
        for arrival in arrivals:
            hearing.take(arrival)
        hearing.close()
