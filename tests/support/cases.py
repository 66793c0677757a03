"""Cases in tests of the domain: opened, taken, moved by whom and when it matters."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from firstline_chassis.aggregate import Provenance
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.values import Heard, Occasion, Opening
from firstline_events.vocabulary import Timeline

TICKET = UUID("7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10")
OPENED_AT = datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
CONTENT: dict[str, Any] = {
    "kind": "lines",
    "bounce_limit": 4,
    "default_priority": "moderate",
    "coordinators": ["carla"],
    "lines": [
        {"id": "self-service"},
        {
            "id": "first",
            "queues": [
                {"id": "desk", "default": True},
                {"id": "desk-it", "languages": ["it"]},
                {"id": "devices", "categories": ["hardware"]},
            ],
        },
        {
            "id": "second",
            "queues": [
                {"id": "network", "categories": ["network", "vpn"]},
                {"id": "applications", "default": True},
            ],
        },
        {"id": "third", "queues": [{"id": "vendors", "default": True}]},
    ],
}
LINES = Lines.from_content(CONTENT, 3)


def by(who: str = "ada", kind: str = "agent", at: datetime = OPENED_AT) -> Occasion:
    """Somebody acts; recorded when it happens."""
    return Occasion(at, at, Provenance(actor_kind=kind, actor_id=who))


SYSTEM = by("escalation", "system")


def opened(
    category: str | None = "vpn",
    language: str | None = "en",
    timeline: Timeline = Timeline.LIVE,
    **heard: Any,
) -> Case:
    """A case right after its opening, with nothing else heard."""
    case = Case.vacant(TICKET)
    case.heard = Heard(
        intake_sequence=2, number="FL-000007", timeline=timeline, category=category, **heard
    )
    case.open(Opening("FL-000007", timeline, OPENED_AT, language, category), LINES, SYSTEM)
    return case


def on_second(owner: str = "ada") -> Case:
    """A case that its first agent has escalated to the second line."""
    case = opened()
    case.take(by(owner))
    case.escalate("The tunnel breaks after a minute.", LINES, by(owner))
    return case


def bounced(times: int, category: str | None = "vpn") -> Case:
    """A case that ada has sent up and that has come back, so many moves in all."""
    case = opened(category)
    case.take(by())
    for move in range(times):
        if move % 2:
            case.hand_back("Not ours.", LINES, by("bea"))
        else:
            case.escalate("Not ours.", LINES, by("bea"))
    return case


def later(minutes: int) -> datetime:
    return OPENED_AT + timedelta(minutes=minutes)


def last(case: Case) -> Any:
    """The newest event, which is not stored yet."""
    return case.pending_events[-1]
