"""Resolved closes by itself: the timer is set with the resolution, and ends with a reopening."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from firstline_chassis.aggregate import Aggregate, PrivateEvent, Provenance
from firstline_chassis.clock import Clock
from firstline_chassis.occasions import Occasion
from firstline_chassis.store import Transaction
from firstline_chassis.timers import Due, Timer, cancel_timers, set_timers
from firstline_events.vocabulary import Status, Timeline
from firstline_intake.application.ports import WindowsInForce
from firstline_intake.domain.living import Living
from firstline_intake.domain.ticket import Moved, Ticket

KIND = "close-ticket"
_SOURCE = "/firstline/intake-ticket-v1"


def set_windows(tx: Transaction, changed: Collection[Aggregate], windows: WindowsInForce) -> None:
    """Stage the timers of the tickets among these aggregates, which have new events each."""
    turns = [
        (one, turn)
        for one in changed
        if isinstance(one, Ticket) and one.timeline is Timeline.LIVE and (turn := _turn(one))
    ]
    resolved = [(one, turn) for one, turn in turns if one.status is Status.RESOLVED]
    cancel_timers(tx, [(one.id, KIND) for one, _ in turns if one.status is not Status.RESOLVED])
    if resolved:
        now = windows(tx)
        set_timers(tx, [_timer(one, turn, now.close_after, now.label) for one, turn in resolved])


def _turn(ticket: Ticket) -> PrivateEvent | None:
    """The latest new event by which a window begins or ends."""
    return next((one for one in reversed(ticket.pending_events) if _turns(one)), None)  # type: ignore[arg-type,return-value]


def _turns(event: PrivateEvent) -> bool:
    if isinstance(event, Moved):
        return (event.status is Status.RESOLVED) != (event.previous_status is Status.RESOLVED)
    return isinstance(event, Living.WentLive)


def _timer(ticket: Ticket, turn: PrivateEvent, window: timedelta, label: str) -> Timer:
    """The window begins when it is known here: whoever hears of it late has all of it too."""
    by = turn.by
    told: dict[str, Any] = {"tenant": by.tenant, "origin": by.origin, "reference": by.reference}
    told |= {"after": turn.originator_version, "policy": label}
    return Timer(ticket.id, KIND, max(turn.effective_at, turn.timestamp) + window, told)


class ClosingWindows:
    """The Firing of KIND: whenever a window has ended, its ticket closes."""

    def __init__(self, clock: Clock):
        self._clock = clock

    def fire(self, tx: Transaction, due: Sequence[Due], late: bool) -> None:
        tickets = tx.aggregates(Ticket, [one.aggregate for one in due])
        for one in due:
            when_window_ended(one, tickets[one.aggregate], self._occasion(one), late)

    def _occasion(self, due: Due) -> Occasion:
        return Occasion(due.due_at, self._clock(), _provenance(due.aggregate, due.payload))


def when_window_ended(due: Due, ticket: Ticket, occasion: Occasion, late: bool) -> None:
    """Whenever the window after a resolution has ended, and nobody objected, close the ticket."""
    if ticket.status is Status.RESOLVED and ticket.timeline is Timeline.LIVE:
        ticket.close(occasion, policy=due.payload["policy"], late=late)


def _provenance(ticket: UUID, told: Mapping[str, Any]) -> Provenance:
    cause = f"{_SOURCE}#{ticket}:{told['after']}"
    return Provenance(
        actor_kind="system",
        actor_id="intake",
        tenant=told["tenant"],
        correlation_id=cause,
        causation_id=cause,
        origin=told["origin"],
        reference=told["reference"],
    )
