"""Private events of cases in the published language."""

from typing import Any

from firstline_escalation.domain.case import Case
from firstline_escalation.domain.moving import Moved
from firstline_escalation.domain.state import CaseEvent
from firstline_events import escalation
from firstline_events.message import Message


def _reached(event: CaseEvent) -> dict[str, Any]:
    return {
        "intake_sequence": event.intake_sequence,
        "triage_sequence": event.triage_sequence,
    }


def _moved(event: Moved) -> dict[str, Any]:
    names = ("line", "queue", "policy", "previous_line", "previous_queue", "moves", "returned")
    told = {name: getattr(event, name) for name in (*names, "previous_assignee")}
    return {**_reached(event), **told}


def opened(event: Case.Opened) -> Message:
    return escalation.CaseOpened(
        **_reached(event),
        line=event.line,
        queue=event.queue,
        policy=event.policy,
        timeline=event.timeline,
        opened_at=event.opened_at,
        reason=event.reason,
    )


def routed(event: Case.Routed) -> Message:
    return escalation.CaseRouted(**_moved(event), reason=event.reason)


def assigned(event: Case.Assigned) -> Message:
    return escalation.CaseAssigned(
        **_reached(event),
        assignee=event.assignee,
        previous_assignee=event.previous_assignee,
        owner=event.owner,
        how=event.how,
    )


def released(event: Case.Released) -> Message:
    return escalation.CaseReleased(
        **_reached(event), previous_assignee=event.previous_assignee, reason=event.reason
    )


def escalated(event: Case.Escalated) -> Message:
    return escalation.CaseEscalated(
        **_moved(event),
        findings=event.findings,
        owner=event.owner,
        request=event.request,
        reply=event.reply,
    )


def handed_back(event: Case.HandedBack) -> Message:
    return escalation.CaseHandedBack(**_moved(event), note=event.note, owner=event.owner)


def request_taken(event: Case.RequestTaken) -> Message:
    return escalation.EscalationRequestTaken(
        **_reached(event), request=event.request, line=event.line
    )


def request_declined(event: Case.RequestDeclined) -> Message:
    return escalation.EscalationRequestDeclined(
        **_reached(event), request=event.request, line=event.line, reply=event.reply
    )


def referred(event: Case.Referred) -> Message:
    return escalation.CaseReferred(
        **_reached(event), to=event.to, where=event.where, note=event.note
    )


def declared(event: Case.Declared) -> Message:
    return escalation.MajorIncidentDeclared(**_reached(event), reason=event.reason)


def lifted(event: Case.Lifted) -> Message:
    return escalation.MajorIncidentLifted(**_reached(event), reason=event.reason)


def overdue(event: Case.Overdue) -> Message:
    return escalation.AssessmentOverdue(
        **_reached(event),
        asked=event.asked,
        priority=event.priority,
        policy=event.policy,
        late=event.late,
    )


def followed(event: Case.SourceFollowed) -> Message:
    changed: Any = tuple(event.changed)
    return escalation.SourceFollowed(
        **_reached(event),
        changed=changed,
        queue=event.queue,
        assignee=event.assignee,
        moves=event.moves,
        returned=event.returned,
    )


def ended(event: Case.Ended) -> Message:
    return escalation.CaseEnded(
        **_reached(event), why=event.why, assignee=event.assignee, owner=event.owner
    )


def resumed(event: Case.Resumed) -> Message:
    return escalation.CaseResumed(
        **_reached(event),
        line=event.line,
        queue=event.queue,
        policy=event.policy,
        assignee=event.assignee,
        owner=event.owner,
    )
