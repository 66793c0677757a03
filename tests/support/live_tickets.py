"""One ticket of a lively desk: what happens to it, told as public events of three services."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from firstline_events import conversation, escalation, intake, triage
from firstline_events.message import Message
from firstline_events.vocabulary import (
    ActorKind,
    Direction,
    Level,
    Outcome,
    Priority,
    Status,
    Timeline,
)

INTAKE, TRIAGE, ESCALATION = "intake-ticket-v1", "triage-assessment-v1", "escalation-case-v1"
PLACES = {"first": ("desk", "devices"), "second": ("network", "apps"), "third": ("vendors",)}
LINES = tuple(PLACES)
AGENTS = {"first": ("ann", "bob", "cy"), "second": ("dee", "eve"), "third": ("fay",)}
POLICY = "lines@1"


class Said(NamedTuple):
    """One public event of one ticket. `agent` acted, else a requester or a system did."""

    topic: str
    ticket_id: UUID
    sequence: int
    at: datetime
    agent: str | None
    message: Message


class LiveTicket:
    """A ticket and its case; each act tells its events at the ticket's own moment `at`.

    It keeps no more than a service would need in order to say what it must.
    """

    def __init__(self, ticket_id: UUID, opened_at: datetime, chance: Random):
        self.id, self.at, self.opened_at = ticket_id, opened_at, opened_at
        self.chance = chance
        self.said: list[Said] = []
        self.status = Status.NEW
        self.line, self.queue = "first", "desk"
        self.assignee: str | None = None
        self.owner: str | None = None
        self.been: list[str] = []
        self.moves = self.cycle = self.requests = 0
        self.asking: int | None = None
        self._told: dict[str, int] = {INTAKE: 0, TRIAGE: 0, ESCALATION: 0}

    @property
    def resting(self) -> bool:
        return self.status in (Status.RESOLVED, Status.CLOSED)

    def later(self, minutes: float) -> None:
        """Let time pass; whole seconds, so that some moments fall together."""
        self.at += timedelta(seconds=round(self.chance.expovariate(1 / (60 * minutes))))

    def tell(self, topic: str, message: Message, agent: str | None = None) -> None:
        self._told[topic] += 1
        said = Said(topic, self.id, self._told[topic], self.at, agent, message)
        self.said.append(said)

    def case(self, kind: type[Message], agent: str | None = None, **words: Any) -> None:
        """An event of escalation, after all that intake and triage have said."""
        after = {"intake_sequence": self._told[INTAKE], "triage_sequence": self._told[TRIAGE]}
        self.tell(ESCALATION, kind(**after, **words), agent)

    def opens(self, number: str, requester: UUID, channel: str) -> None:
        opened = intake.TicketOpened(
            number=number,
            timeline=Timeline.LIVE,
            opened_at=self.opened_at,
            classification_follows=True,
            channel=channel,
            requester_id=requester,
        )
        self.tell(INTAKE, opened)

    def is_classified(self, category: str, impact: Level, priority: Priority) -> None:
        """Intake classifies it and triage answers."""
        words: dict[str, Any] = {"changed": ("category", "impact", "urgency"), "urgency": impact}
        words |= {"category": category, "impact": impact, "opened_at": self.opened_at}
        self.tell(INTAKE, intake.TicketClassified(**words))
        answer = triage.TicketAssessed(
            answers=self._told[INTAKE],
            impact=impact,
            urgency=impact,
            priority=priority,
            score=1,
            contributions=(),
            opened_at=self.opened_at,
            policy="itil@1",
        )
        self.tell(TRIAGE, answer)

    def is_routed(self, line: str, queue: str) -> None:
        self.line, self.queue, self.been = line, queue, [queue]
        place = {"line": line, "queue": queue, "policy": POLICY, "timeline": Timeline.LIVE}
        self.case(escalation.CaseOpened, **place, opened_at=self.opened_at, reason="by category")

    def is_taken(self, agent: str) -> None:
        before, self.assignee = self.assignee, agent
        self.owner = self.owner or agent
        words = {"previous_assignee": before, "owner": self.owner, "how": "taken"}
        self.case(escalation.CaseAssigned, agent, assignee=agent, **words)

    def is_released(self) -> None:
        words = {"previous_assignee": self.assignee}
        self.case(escalation.CaseReleased, self.assignee, **words)
        self.assignee = None

    def is_moved(self, kind: type[Message], line: str, agent: str | None, **words: Any) -> None:
        """To a queue of this line: escalated, handed back or routed."""
        queue = self.chance.choice([one for one in PLACES[line] if one != self.queue])
        self.moves += 1
        was = {"previous_line": self.line, "previous_queue": self.queue, "moves": self.moves}
        now = {"line": line, "queue": queue, "returned": queue in self.been, "policy": POLICY}
        if kind is not escalation.CaseRouted:
            words |= {"owner": self.owner, "previous_assignee": self.assignee}
        self.case(kind, agent, **was, **now, **words)
        self.line, self.queue, self.assignee = line, queue, None
        self.been.append(queue)

    def writes(self, kind: ActorKind, author: str, *, visible: bool = True) -> None:
        words: dict[str, Any] = {"message_id": f"m-{len(self.said)}", "channel": "web"}
        message = intake.MessageAdded(
            author_kind=kind, author=author, visible=visible, body="…", **words
        )
        self.tell(INTAKE, message, author if kind is ActorKind.AGENT else None)

    def calls(self, agent: str, direction: Direction) -> None:
        contact = conversation.ContactLogged(
            contact_id=f"c-{len(self.said)}",
            channel="phone",
            direction=direction,
            agent=agent,
            duration_seconds=self.chance.choice([None, 60, 240, 900]),
        )
        self.tell(INTAKE, contact, agent)

    def asks_for_more(self) -> None:
        """The requester asks that the next line takes over; escalation takes note."""
        self.requests += 1
        self.asking = self.requests
        asked: Mapping[str, Any] = {"request": self.requests, "line": self.line}
        self.tell(INTAKE, conversation.EscalationRequested(reason="…", **asked))
        self.case(escalation.EscalationRequestTaken, **asked)

    def declines(self, agent: str) -> None:
        words = {"request": self.asking, "line": self.line, "reply": "…"}
        self.case(escalation.EscalationRequestDeclined, agent, **words)
        self.asking = None

    def rests(self, outcome: Outcome | None, agent: str | None) -> None:
        """Resolved, or closed where there is no outcome; the work ends if it hadn't."""
        worked, before = not self.resting, self.status
        self.status = Status.CLOSED if outcome is None else Status.RESOLVED
        words: dict[str, Any] = {"status": self.status, "previous_status": before}
        if outcome is None:
            self.tell(INTAKE, intake.TicketClosed(**words), agent)
        else:
            self.tell(INTAKE, intake.TicketResolved(outcome=outcome, **words), agent)
        if worked:
            self.cycle += 1
            self.ends("resolved" if outcome else "closed")

    def ends(self, why: str) -> None:
        self.case(escalation.CaseEnded, why=why, assignee=self.assignee, owner=self.owner)

    def comes_back(self) -> None:
        """Reopened: the case goes on where it was, with whoever had it."""
        before, self.status = self.status, Status.OPEN
        again = intake.TicketReopened(status=Status.OPEN, previous_status=before)
        self.tell(INTAKE, again)
        who = {"assignee": self.assignee, "owner": self.owner}
        place = {"line": self.line, "queue": self.queue, "policy": POLICY}
        self.case(escalation.CaseResumed, **place, **who)

    def is_rated(self, stars: int) -> None:
        self.tell(INTAKE, conversation.TicketRated(cycle=self.cycle, stars=stars))
