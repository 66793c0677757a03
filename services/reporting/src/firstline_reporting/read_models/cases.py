"""Where a case stands in escalation's words: the row, and what each event does to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from firstline_chassis.sequenced import Arrival
from firstline_events import escalation
from firstline_reporting.read_models import moves
from firstline_reporting.read_models.history import UNSTATED, Aspect, Ended, Fact, Spell, state
from firstline_reporting.read_models.landing import Landing, Row, replace

_HEAD = (
    ("ticket_id", "uuid"),
    ("sequence", "int8"),
    ("intake_sequence", "int8"),
    ("triage_sequence", "int8"),
    ("opened_at", "timestamptz"),
    ("first_assigned_at", "timestamptz"),
    ("changed_at", "timestamptz"),
    ("first_line", "text"),
    ("first_queue", "text"),
    ("been", "text[]"),
    ("policy", "text"),
    ("state", "text"),
    ("ended_why", "text"),
    ("moves", "int4"),
    ("returns", "int4"),
    ("major_incident", "bool"),
)
ASPECTS = (Aspect.LINE, Aspect.DESK_QUEUE, Aspect.DESK_ASSIGNEE, Aspect.OWNER)
_SPELLS = tuple(
    column
    for aspect in ASPECTS
    for column in (
        (aspect.value, "text"),
        (f"{aspect}_sequence", "int8"),
        (f"{aspect}_since", "timestamptz"),
    )
)
CASES = Landing("cases_v1", _HEAD + _SPELLS, replace("ticket_id", _HEAD + _SPELLS))
LOAD = f"SELECT {CASES.names} FROM reporting.cases_v1 WHERE ticket_id = ANY(%b)"  # noqa: S608


@dataclass(slots=True)
class Case:
    """One case's row; the lists gather the rows that it made since it was loaded.

    `been` are the known queues where it was, the latest last: a source may say for a while that
    nobody has it.
    """

    ticket_id: UUID
    sequence: int = 0
    intake_sequence: int = 0
    triage_sequence: int = 0
    opened_at: datetime | None = None
    first_assigned_at: datetime | None = None
    changed_at: datetime | None = None
    first_line: str | None = None
    first_queue: str | None = None
    been: list[str] = field(default_factory=list)
    policy: str | None = None
    state: str = "open"
    ended_why: str | None = None
    moves: int = 0
    returns: int = 0
    major_incident: bool = False
    line: Spell = UNSTATED
    desk_queue: Spell = UNSTATED
    desk_assignee: Spell = UNSTATED
    owner: Spell = UNSTATED
    ended: list[Ended] = field(default_factory=list)
    moved: list[Row] = field(default_factory=list)
    ends: list[Row] = field(default_factory=list)

    def say(self, aspect: Aspect, value: str | None, fact: Fact) -> None:
        before: Spell = getattr(self, aspect)
        setattr(self, aspect, state(before, aspect, value, fact, self.ended))

    def stands(self, line: str | None, queue: str | None, fact: Fact) -> None:
        """Put it into this place; an unknown one is no place to be moved from."""
        self.say(Aspect.LINE, line, fact)
        self.arrive(queue, fact)

    def arrive(self, queue: str | None, fact: Fact) -> None:
        self.say(Aspect.DESK_QUEUE, queue, fact)
        if queue is not None and self.been[-1:] != [queue]:
            self.been = [*(one for one in self.been if one != queue), queue]

    def goes_to(self, agent: str | None, fact: Fact) -> None:
        self.say(Aspect.DESK_ASSIGNEE, agent, fact)
        if agent is not None and self.first_assigned_at is None:
            self.first_assigned_at = fact.at

    def count(self, row: Row, returned: bool) -> None:
        self.moved.append(row)
        self.moves += 1
        self.returns += returned


_head_of: Callable[[Case], Row] = attrgetter(*(name for name, _ in _HEAD))
_spells_of: Callable[[Case], tuple[Spell, ...]] = attrgetter(*ASPECTS)


def from_row(row: Sequence[Any]) -> Case:
    """The case as `LOAD` reads it."""
    head = len(_HEAD)
    spells = (_spell(*row[i : i + 3]) for i in range(head, len(row), 3))
    return Case(*row[:head], *spells)


def _spell(value: str | None, sequence: int | None, since: datetime | None) -> Spell:
    return Spell(value, sequence, since, sequence)


def to_row(case: Case) -> Row:
    """The case as CASES writes it."""
    row = list(_head_of(case))
    for spell in _spells_of(case):
        row += spell[:3]
    return tuple(row)


def apply(case: Case, arrival: Arrival) -> None:
    """What one event of escalation-case-v1 does to the case's row."""
    message: Any = arrival.message
    envelope = arrival.envelope
    sequence = case.sequence = envelope.position
    case.changed_at = envelope.effectivetime
    case.intake_sequence = message.intake_sequence
    case.triage_sequence = message.triage_sequence
    react = _REACTIONS.get(type(message))
    if react is not None:
        fact = Fact(case.ticket_id, sequence, envelope.effectivetime, sequence)
        react(case, message, fact, arrival)


def _opened(case: Case, message: escalation.CaseOpened, fact: Fact, _: Arrival) -> None:
    case.opened_at = fact.at
    case.first_line, case.first_queue = message.line, message.queue
    case.policy = message.policy
    case.stands(message.line, message.queue, fact)


def _moved(case: Case, message: escalation.Moved, fact: Fact, arrival: Arrival) -> None:
    """Whoever takes over does so from the queue: nobody has it until somebody takes it."""
    case.policy = message.policy
    case.count(moves.moved(arrival, message, case.desk_assignee.value), message.returned)
    case.stands(message.line, message.queue, fact)
    case.goes_to(None, fact)


def _followed(case: Case, message: escalation.SourceFollowed, fact: Fact, arrival: Arrival) -> None:
    if "queue" in message.changed:
        _follow(case, message, arrival)
        case.arrive(message.queue, fact)
    if "assignee" in message.changed:
        case.goes_to(message.assignee, fact)


def _follow(case: Case, message: escalation.SourceFollowed, arrival: Arrival) -> None:
    """From known to known, whatever lay between: losing and finding a queue again is no move."""
    if not case.been or message.queue is None or message.queue == case.been[-1]:
        return
    came = moves.Followed(
        last=case.been[-1],
        agent=case.desk_assignee.value,
        direct=case.desk_queue.value is not None,
        returned=message.queue in case.been,
    )
    case.count(moves.followed(arrival, message, came), came.returned)


def _assigned(case: Case, message: escalation.CaseAssigned, fact: Fact, _: Arrival) -> None:
    case.goes_to(message.assignee, fact)
    case.say(Aspect.OWNER, message.owner, fact)


def _released(case: Case, _: escalation.CaseReleased, fact: Fact, __: Arrival) -> None:
    case.goes_to(None, fact)


def _ended(case: Case, message: escalation.CaseEnded, fact: Fact, _: Arrival) -> None:
    """Who had it stays on record: what ended is the work, and a resting ticket is no load."""
    case.state, case.ended_why = "ended", message.why
    case.ends.append(
        (
            fact.ticket_id, fact.sequence, message.intake_sequence, fact.at, message.why,
            case.line.value, case.desk_queue.value, message.assignee, message.owner,
        )
    )  # fmt: skip


def _resumed(case: Case, message: escalation.CaseResumed, fact: Fact, _: Arrival) -> None:
    case.state, case.ended_why = "open", None
    case.policy = message.policy
    case.stands(message.line, message.queue, fact)
    case.goes_to(message.assignee, fact)
    case.say(Aspect.OWNER, message.owner, fact)


def _declared(case: Case, *_: Any) -> None:
    case.major_incident = True


def _lifted(case: Case, *_: Any) -> None:
    case.major_incident = False


_REACTIONS: dict[type, Callable[[Case, Any, Fact, Arrival], None]] = {
    escalation.CaseOpened: _opened,
    escalation.CaseRouted: _moved,
    escalation.CaseEscalated: _moved,
    escalation.CaseHandedBack: _moved,
    escalation.SourceFollowed: _followed,
    escalation.CaseAssigned: _assigned,
    escalation.CaseReleased: _released,
    escalation.CaseEnded: _ended,
    escalation.CaseResumed: _resumed,
    escalation.MajorIncidentDeclared: _declared,
    escalation.MajorIncidentLifted: _lifted,
}
