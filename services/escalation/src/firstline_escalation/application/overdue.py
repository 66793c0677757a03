"""Whenever triage has not answered in time, then the case goes on without it."""

from collections.abc import Sequence

from firstline_chassis.aggregate import Provenance
from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.store import Transaction
from firstline_chassis.timers import Due
from firstline_escalation.application.hearing import OVERDUE, Hearing
from firstline_escalation.application.ports import Tools
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.values import Occasion
from firstline_escalation.read_models import heard

_ASKED = "/firstline/intake-ticket-v1"


class Overdue:
    """The Firing of the role `timers`."""

    def __init__(self, tools: Tools, clock: Clock = utc_now):
        self._tools, self._clock = tools, clock

    def fire(self, tx: Transaction, due: Sequence[Due], late: bool) -> None:
        """Give up waiting for these answers, and take what waited for them."""
        wanted = [one for one in due if one.kind == OVERDUE]
        now = self._clock()
        hearing = Hearing(tx, [one.aggregate for one in wanted], self._tools, now)
        for one in wanted:
            case, asked = hearing.cases[one.aggregate], int(one.payload["asked"])
            occasion = Occasion(one.due_at, now, _provenance(case, asked))
            hearing.give_up(case.id, asked, occasion, late=late)
        heard.guard(tx, hearing.before)
        hearing.close()


def _provenance(case: Case, asked: int) -> Provenance:
    cause = f"{_ASKED}#{case.id}:{asked}"
    return Provenance(
        actor_kind="system",
        actor_id="escalation",
        tenant=case.heard.tenant,
        correlation_id=cause,
        causation_id=cause,
        origin=case.heard.origin,
        reference=case.heard.reference,
    )
