"""The events of escalation in words."""

from collections.abc import Callable
from typing import Any

from firstline_events import escalation as e
from firstline_events.message import Message


def _place(event: e.Placed) -> str:
    return f"queue {event.queue or 'none'} of line {event.line or 'unknown'} ({event.policy})"


def _moved(event: e.Moved) -> str:
    bounce = ", back where it had been" if event.returned else ""
    before = f"{event.previous_line or 'unknown'}/{event.previous_queue or 'none'}"
    return f"{before} → {event.line or 'unknown'}/{event.queue or 'none'}, move {event.moves}" + (
        bounce
    )


def _assigned(event: e.CaseAssigned) -> str:
    after = f" after {event.previous_assignee}" if event.previous_assignee else ""
    return f"{event.how}: {event.assignee} has it{after}; owner of record is {event.owner}"


def _escalated(event: e.CaseEscalated) -> str:
    request = f", accepting request {event.request}" if event.request else ""
    return f"escalated: {_moved(event)}{request}"


def _overdue(event: e.AssessmentOverdue) -> str:
    return f"triage is overdue: goes on as {event.priority} ({event.policy})"


def _findings(event: e.CaseEscalated) -> str:
    reply = f" (to the requester: {event.reply})" if event.reply else ""
    return f"{event.findings}{reply}"


CASE_SAYS: dict[type[Message], Callable[[Any], str]] = {
    e.CaseOpened: lambda m: f"work begins in {_place(m)}",
    e.CaseRouted: lambda m: f"routed: {_moved(m)}",
    e.CaseAssigned: _assigned,
    e.CaseReleased: lambda m: f"released by {m.previous_assignee}",
    e.CaseEscalated: _escalated,
    e.CaseHandedBack: lambda m: f"handed back: {_moved(m)}",
    e.EscalationRequestTaken: lambda m: f"request {m.request} waits for line {m.line}",
    e.EscalationRequestDeclined: lambda m: f"request {m.request} declined by line {m.line}",
    e.CaseReferred: lambda m: f"referred to {m.to}: {m.where}",
    e.MajorIncidentDeclared: lambda _: "declared a major incident",
    e.MajorIncidentLifted: lambda _: "no major incident any more",
    e.AssessmentOverdue: _overdue,
    e.SourceFollowed: lambda m: f"its desk: queue {m.queue}, assignee {m.assignee}",
    e.CaseEnded: lambda m: f"work ends: {m.why}",
    e.CaseResumed: lambda m: f"work goes on in {_place(m)}",
}
CASE_WHY: dict[type[Message], Callable[[Any], str | None]] = {
    e.CaseOpened: lambda m: m.reason,
    e.CaseRouted: lambda m: m.reason,
    e.CaseReleased: lambda m: m.reason,
    e.CaseEscalated: _findings,
    e.CaseHandedBack: lambda m: m.note,
    e.EscalationRequestDeclined: lambda m: m.reply,
    e.CaseReferred: lambda m: m.note,
    e.MajorIncidentDeclared: lambda m: m.reason,
    e.MajorIncidentLifted: lambda m: m.reason,
}
