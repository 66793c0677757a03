"""The events of escalation in words."""

from collections.abc import Callable
from typing import Any

from firstline_events import escalation as e
from firstline_events.message import Message


def _place(event: e.Placed) -> str:
    where = f"queue {event.queue}" if event.queue else "no queue"
    return f"{where}{_of(event.line)} ({event.policy})"


def _of(line: str | None) -> str:
    return f" of line {line}" if line else ""


def _on(line: str | None) -> str:
    return f" on line {line}" if line else ""


def _moved(event: e.Moved) -> str:
    before = f"{event.previous_line or 'no line'}/{event.previous_queue or 'no queue'}"
    after = f"{event.line or 'no line'}/{event.queue or 'no queue'}"
    bounce = ", where it had been before" if event.returned else ""
    return f"from {before} to {after}{bounce} (move {event.moves})"


def _assigned(event: e.CaseAssigned) -> str:
    taken = "took it" if event.how == "taken" else f"assigned it to {event.assignee}"
    after = f", after {event.previous_assignee}" if event.previous_assignee else ""
    owner = f"; owner of record: {event.owner}" if event.owner else ""
    return f"{taken}{after}{owner}"


def _escalated(event: e.CaseEscalated) -> str:
    request = f", as request {event.request} asked" if event.request else ""
    return f"escalated it {_moved(event)}{request}"


def _overdue(event: e.AssessmentOverdue) -> str:
    return f"went on without an answer from triage, as {event.priority} ({event.policy})"


def _followed(event: e.SourceFollowed) -> str:
    queue, assignee = event.queue or "none", event.assignee or "nobody"
    return f"followed its own desk: queue {queue}, assigned to {assignee}"


def _findings(event: e.CaseEscalated) -> str:
    reply = f" (to the requester: {event.reply})" if event.reply else ""
    return f"{event.findings}{reply}"


CASE_SAYS: dict[type[Message], Callable[[Any], str]] = {
    e.CaseOpened: lambda m: f"opened the case in {_place(m)}",
    e.CaseRouted: lambda m: f"moved it {_moved(m)}",
    e.CaseAssigned: _assigned,
    e.CaseReleased: lambda m: f"put it back into its queue, after {m.previous_assignee}",
    e.CaseEscalated: _escalated,
    e.CaseHandedBack: lambda m: f"handed it back {_moved(m)}",
    e.EscalationRequestTaken: lambda m: f"put request {m.request} to line {m.line or 'unknown'}",
    e.EscalationRequestDeclined: lambda m: f"declined request {m.request}: it stays{_on(m.line)}",
    e.CaseReferred: lambda m: f"referred the requester to {m.to}: {m.where}",
    e.MajorIncidentDeclared: lambda _: "declared it a major incident",
    e.MajorIncidentLifted: lambda _: "lifted the major incident",
    e.AssessmentOverdue: _overdue,
    e.SourceFollowed: _followed,
    e.CaseEnded: lambda m: f"ended the case, since the ticket was {m.why}",
    e.CaseResumed: lambda m: f"resumed the case in {_place(m)}",
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
