"""Whenever new lines are published, no open case is left in a queue that is gone."""

import msgspec

from firstline_chassis.policies.book import Change
from firstline_chassis.policies.contents import Fault
from firstline_chassis.policies.refusals import PolicyInUse
from firstline_chassis.store import Transaction
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.values import Occasion
from firstline_escalation.read_models import inhabitants, queue_rows

MOST_MOVED = 5_000
"""So many cases at most move in the transaction that publishes."""


def when_lines_published(tx: Transaction, change: Change) -> None:
    """Whenever a version removes queues, their open cases go where it says, or it is refused.

    Raises PolicyInUse, with the counts and the remedy.
    """
    if change.before is None:
        return
    lines = Lines.from_content(change.after, change.version)
    homes = [(queue.line, queue.id) for queue in lines.queues]
    _refuse_homeless(lines, inhabitants.outside(tx, homes))
    moved = inhabitants.cases_outside(tx, homes)
    for case in moved:
        case.adopt(lines, _occasion(case, change.occasion))
    inhabitants.guard(tx, homes, [case.id for case in moved])
    if change.before["default_priority"] != lines.default_priority:
        queue_rows.rank_by_default(tx, lines.default_priority)


def _refuse_homeless(lines: Lines, counts: dict[str, int]) -> None:
    lost = {
        queue: cases
        for queue, cases in counts.items()
        if lines.queue(queue) is None and queue not in lines.moved
    }
    if lost:
        raise PolicyInUse([_homeless(queue, cases) for queue, cases in lost.items()])
    if (cases := sum(counts.values())) > MOST_MOVED:
        told = f"{cases} open cases would have to move; {MOST_MOVED} may in one go"
        where = ("moved",) if lines.moved else ("lines",)
        raise PolicyInUse([Fault(where, told, "work or move some of them first, then publish")])


def _homeless(queue: str, cases: int) -> Fault:
    work = "1 open case is" if cases == 1 else f"{cases} open cases are"
    told = f"queue {queue} is gone, and {work} in it"
    remedy = f"say who takes over: moved: {{{queue}: another-queue}}; or empty it first"
    return Fault(("lines",), told, remedy)


def _occasion(case: Case, published: Occasion) -> Occasion:
    """The desk's rules move it, on behalf of whoever published them."""
    who = published.by.actor_id
    by = msgspec.structs.replace(
        published.by,
        actor_kind="system",
        actor_id="escalation",
        on_behalf_of=who if who != "escalation" else None,
        tenant=case.tenant,
        origin=case.origin,
        reference=case.reference,
    )
    return published._replace(by=by)
