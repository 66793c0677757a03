"""From cases to the rows of the queue: with their events, so that no look is ever late."""

from collections.abc import Callable, Collection

from firstline_chassis.aggregate import Aggregate
from firstline_chassis.store import Transaction
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.lines import Lines
from firstline_escalation.read_models import queue_rows
from firstline_escalation.read_models.queue_rows import Row


class Queue:
    """Stages the rows of cases that have changed, or of which something was heard."""

    def __init__(self, lines: Callable[[Transaction], Lines]):
        self._lines = lines

    def __call__(self, tx: Transaction, changed: Collection[Aggregate]) -> None:
        """Of whatever has changed, the cases; each knows what was heard of its ticket."""
        cases = [one for one in changed if isinstance(one, Case) and one.exists]
        if not cases:
            return
        lines = self._lines(tx)
        queue_rows.keep(tx, [row_of(case, lines) for case in cases if case.ended is None])
        queue_rows.drop(tx, [case.id for case in cases if case.ended is not None])


def row_of(case: Case, lines: Lines) -> Row:
    """What the queue shows of an open case, as it stands after its pending events."""
    priority = case.priority or lines.default_priority
    rank, behind = queue_rows.place_of(priority, case.score, major_incident=case.major_incident)
    return Row(
        ticket_id=case.id,
        number=case.number,
        origin=case.origin,
        reference=case.reference,
        line=case.line,
        queue=case.queue,
        assignee=case.assignee,
        owner=case.owner,
        rank=rank,
        behind=behind,
        priority=priority,
        decided=case.priority is not None,
        score=case.score,
        category=case.category,
        language=case.language,
        opened_at=case.opened_at,
        moves=case.moves,
        request=case.open_request,
        referred=case.referred,
    )
