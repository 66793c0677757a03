"""Tickets as intake and triage tell of them, each on its own topic, for escalation to hear."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from firstline_events.conversation import EscalationRequested
from firstline_events.envelope import public_event, write_envelope
from firstline_events.intake import (
    AssignmentReported,
    MessageAdded,
    TicketClassified,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    TicketResolved,
)
from firstline_events.message import Message
from firstline_events.relations import TicketMerged, TicketUnmerged, TicketWentLive
from firstline_events.triage import AssessmentSkipped, TicketAssessed
from firstline_events.vocabulary import ActorKind, Level, Outcome, Priority, Status, Timeline
from tests.support.streams import Told

INTAKE, TRIAGE, CASES = "intake-ticket-v1", "triage-assessment-v1", "escalation-case-v1"
OPENED_AT = datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
_NAMESPACE = UUID("5a3a9b8c-6b0e-4b50-8d4c-0f3d4a1b2c3d")
_MOVED: dict[str, Any] = {"previous_status": Status.OPEN}


class Spoken:
    """One ticket; each call tells its next event on a topic, a minute after the last one."""

    def __init__(self, name: str = "7", *, imported: bool = False, language: str | None = "en"):
        self.id = uuid5(_NAMESPACE, name)
        self.number = f"FL-{name:>06}"
        self.timeline = Timeline.SOURCE if imported else Timeline.LIVE
        self.origin = "harbour" if imported else None
        self.reference = f"HD-{name}" if imported else None
        self.language = language
        self.versions = {INTAKE: 0, TRIAGE: 0}
        self.at = OPENED_AT

    def opens(self, classification_follows: bool = True) -> Told:
        data = TicketOpened(
            number=self.number,
            timeline=self.timeline,
            opened_at=OPENED_AT,
            classification_follows=classification_follows,
            language=self.language,
        )
        return self.tells(INTAKE, data)

    def is_classified(self, category: str | None = "vpn") -> Told:
        level = Level.MEDIUM
        data = TicketClassified(
            changed=("category",), category=category, impact=level, urgency=level, opened_at=self.at
        )
        return self.tells(INTAKE, data)

    def begins(self, category: str | None = "vpn") -> list[Told]:
        """Opened, classified, assessed."""
        return [self.opens(), self.is_classified(category), self.is_assessed()]

    def is_assessed(self, answers: int | None = None, priority: Priority = Priority.HIGH) -> Told:
        data = TicketAssessed(
            answers=answers or self.versions[INTAKE],
            impact=Level.MEDIUM,
            urgency=Level.MEDIUM,
            priority=priority,
            score=300,
            contributions=(),
            opened_at=OPENED_AT,
            policy="itil@1",
        )
        return self.tells(TRIAGE, data)

    def is_skipped(self, answers: int | None = None) -> Told:
        asked = answers or self.versions[INTAKE]
        data = AssessmentSkipped(answers=asked, reason="impact is unknown", policy="itil@1")
        return self.tells(TRIAGE, data)

    def is_assigned(self, queue: str | None, assignee: str | None = None) -> Told:
        data = AssignmentReported(changed=("queue", "assignee"), queue=queue, assignee=assignee)
        return self.tells(INTAKE, data)

    def asks_to_be_escalated(self, request: int = 1) -> Told:
        data = EscalationRequested(request=request, reason="It takes too long.", line="first")
        return self.tells(INTAKE, data)

    def is_resolved(self) -> Told:
        data = TicketResolved(status=Status.RESOLVED, outcome=Outcome.SOLVED, **_MOVED)
        return self.tells(INTAKE, data)

    def is_closed(self) -> Told:
        return self.tells(INTAKE, TicketClosed(status=Status.CLOSED, **_MOVED))

    def is_reopened(self) -> Told:
        return self.tells(INTAKE, TicketReopened(status=Status.OPEN, **_MOVED))

    def is_merged(self) -> Told:
        return self.tells(INTAKE, TicketMerged(into=UUID(int=1)))

    def is_unmerged(self) -> Told:
        return self.tells(INTAKE, TicketUnmerged(parted_from=UUID(int=1)))

    def goes_live(self) -> Told:
        self.timeline = Timeline.LIVE
        return self.tells(INTAKE, TicketWentLive(live_from=self.at))

    def is_talked_about(self) -> Told:
        """An event that escalation doesn't read."""
        data = MessageAdded(
            message_id=f"m{self.versions[INTAKE]}",
            author_kind=ActorKind.AGENT,
            author="ada",
            visible=True,
            body="We look at it.",
        )
        return self.tells(INTAKE, data)

    def tells(self, topic: str, data: Message) -> Told:
        self.versions[topic] += 1
        self.at += timedelta(minutes=1)
        envelope = public_event(
            topic,
            data,
            aggregate=self.id,
            version=self.versions[topic],
            time=self.at,
            effective=self.at,
            recorded=self.at,
            actorkind=ActorKind.SYSTEM,
            actorid="tests",
            correlationid="tests#1",
            origin=self.origin,
            reference=self.reference,
        )
        return Told(topic, str(self.id).encode(), write_envelope(envelope, data))
