"""Each ticket's life, retold from its events in plain Python: what live figures are recounted on.

It goes event by event as they were told and keeps lists; it shares nothing with the projections.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from firstline_events import conversation, escalation, intake, relations, triage
from firstline_events.vocabulary import ActorKind, Status, Timeline
from tests.support.live_tickets import Said

RESTING = (Status.RESOLVED, Status.CLOSED)


@dataclass
class Rest:
    """One coming to rest, and who had the case where."""

    at: datetime
    outcome: str | None
    line: str | None
    queue: str | None
    agent: str | None
    reopened_at: datetime | None = None


@dataclass
class Story:
    """One ticket's life so far; lists are in the order of telling."""

    id: UUID
    opened: intake.TicketOpened | None = None
    category: str | None = None
    priority: str | None = None
    status: Status = Status.NEW
    merged_into: UUID | None = None
    line: str | None = None
    queue: str | None = None
    agent: str | None = None
    first_place: tuple[str | None, str | None] = (None, None)
    answers: list[datetime] = field(default_factory=list)
    interactions: list[dict[str, Any]] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)
    arrivals: list[dict[str, Any]] = field(default_factory=list)
    held: list[tuple[datetime, str | None]] = field(default_factory=list)
    statuses: list[tuple[datetime, Status]] = field(default_factory=list)
    requests: dict[int, dict[str, Any]] = field(default_factory=dict)
    ratings: dict[int, int] = field(default_factory=dict)
    referrals: list[dict[str, Any]] = field(default_factory=list)
    incidents: list[dict[str, Any]] = field(default_factory=list)

    @property
    def live(self) -> bool:
        return self.opened is not None and self.opened.timeline is Timeline.LIVE

    @property
    def opened_at(self) -> datetime:
        assert self.opened is not None
        return self.opened.opened_at

    @property
    def channel(self) -> str | None:
        return self.opened.channel if self.opened else None

    def take(self, said: Said) -> None:
        name = f"_{type(said.message).__name__}"
        react = _TAKES.get(name) or _TAKES.get(f"_{type(said.message).__mro__[1].__name__}")
        if react is not None:
            react(self, said, said.message)

    def has(self, agent: str | None, at: datetime) -> None:
        if agent != self.agent:
            self.agent = agent
            self.held.append((at, agent))

    def stands(self, at: datetime, line: str | None, queue: str | None, move: Any) -> None:
        if line != self.line:
            if self.arrivals:
                self.arrivals[-1] |= {"left": at, "went": move["kind"] if move else None}
            self.arrivals.append({"at": at, "line": line, "back": bool(move and move["back"])})
        self.line, self.queue = line, queue


def stories(events: Iterable[Said]) -> dict[UUID, Story]:
    """Every ticket's story after these events."""
    told: dict[UUID, Story] = {}
    for said in events:
        told.setdefault(said.ticket_id, Story(said.ticket_id)).take(said)
    return told


def roots(told: dict[UUID, Story]) -> dict[UUID, UUID]:
    """Which ticket stands for each: itself, or the one that it was merged into in the end."""
    found: dict[UUID, UUID] = {}
    for one in told.values():
        at = one
        while at.merged_into is not None:
            at = told[at.merged_into]
        found[one.id] = at.id
    return found


def answers_by_root(told: dict[UUID, Story]) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = defaultdict(list)
    root = roots(told)
    for one in told.values():
        found[root[one.id]] += one.answers
    return found


def _opened(story: Story, said: Said, message: intake.TicketOpened) -> None:
    story.opened = message
    story.statuses.append((said.at, Status.NEW))


def _classified(story: Story, _: Said, message: intake.TicketClassified) -> None:
    story.category = message.category


def _assessed(story: Story, _: Said, message: triage.TicketAssessed) -> None:
    story.priority = message.priority.value


def _status(story: Story, said: Said, message: intake.StatusEvent) -> None:
    before, story.status = story.status, message.status
    story.statuses.append((said.at, message.status))
    if message.status in RESTING and before not in RESTING:
        outcome = getattr(message, "outcome", None)
        word = None if outcome is None else outcome.value
        story.rests.append(Rest(said.at, word, story.line, story.queue, story.agent))
    if isinstance(message, intake.TicketReopened):
        story.rests[-1].reopened_at = said.at


def _message(story: Story, said: Said, message: intake.MessageAdded) -> None:
    by_agent = message.author_kind is ActorKind.AGENT
    kind = "message" if message.visible else "note"
    who = {"author": message.author_kind.value, "agent": message.author if by_agent else None}
    what = {"kind": kind, "channel": message.channel, "direction": None, "seconds": 0}
    story.interactions.append({"at": said.at, **who, **what})
    if by_agent and message.visible:
        story.answers.append(said.at)


def _contact(story: Story, said: Said, message: conversation.ContactLogged) -> None:
    who = {"author": "agent", "agent": message.agent, "direction": message.direction.value}
    seconds = message.duration_seconds or 0
    what = {"kind": "contact", "channel": message.channel, "seconds": seconds}
    story.interactions.append({"at": said.at, **who, **what})
    story.answers.append(said.at)


def _rated(story: Story, _: Said, message: conversation.TicketRated) -> None:
    story.ratings[message.cycle] = message.stars


def _asked(story: Story, said: Said, message: conversation.EscalationRequested) -> None:
    request = {"at": said.at, "line": message.line, "outcome": "waiting", "answered": None}
    story.requests[message.request] = request


def _declined(story: Story, said: Said, message: escalation.EscalationRequestDeclined) -> None:
    story.requests[message.request] |= {"outcome": "declined", "answered": said.at}


def _merged(story: Story, _: Said, message: relations.TicketMerged) -> None:
    story.merged_into = message.into


def _unmerged(story: Story, _: Said, __: relations.TicketUnmerged) -> None:
    story.merged_into = None


def _case_opened(story: Story, said: Said, message: escalation.CaseOpened) -> None:
    story.first_place = (message.line, message.queue)
    story.stands(said.at, message.line, message.queue, None)


def _moved(story: Story, said: Said, message: escalation.Moved) -> None:
    kinds = {"CaseEscalated": "escalated", "CaseHandedBack": "handed_back"}
    kind = kinds.get(type(message).__name__, "routed")
    been = {move["from"] for move in story.moves}
    places = {"from": story.queue, "to": message.queue, "lines": (story.line, message.line)}
    move = {"at": said.at, "kind": kind, "agent": said.agent, "back": message.queue in been}
    story.moves.append({**places, **move})
    request = getattr(message, "request", None)
    if request is not None:
        story.requests[request] |= {"outcome": "accepted", "answered": said.at}
    story.stands(said.at, message.line, message.queue, move)
    story.has(None, said.at)


def _assigned(story: Story, said: Said, message: escalation.CaseAssigned) -> None:
    story.has(message.assignee, said.at)


def _released(story: Story, said: Said, _: escalation.CaseReleased) -> None:
    story.has(None, said.at)


def _referred(story: Story, said: Said, message: escalation.CaseReferred) -> None:
    story.referrals.append({"at": said.at, "to": message.to.value, "agent": said.agent})


def _declared(story: Story, said: Said, _: escalation.MajorIncidentDeclared) -> None:
    story.incidents.append({"at": said.at, "until": None})


def _lifted(story: Story, said: Said, _: escalation.MajorIncidentLifted) -> None:
    story.incidents[-1]["until"] = said.at


_TAKES: dict[str, Any] = {
    "_TicketOpened": _opened,
    "_TicketClassified": _classified,
    "_TicketAssessed": _assessed,
    "_StatusEvent": _status,
    "_MessageAdded": _message,
    "_ContactLogged": _contact,
    "_TicketRated": _rated,
    "_EscalationRequested": _asked,
    "_EscalationRequestDeclined": _declined,
    "_TicketMerged": _merged,
    "_TicketUnmerged": _unmerged,
    "_CaseOpened": _case_opened,
    "_Moved": _moved,
    "_CaseAssigned": _assigned,
    "_CaseReleased": _released,
    "_CaseReferred": _referred,
    "_MajorIncidentDeclared": _declared,
    "_MajorIncidentLifted": _lifted,
}
