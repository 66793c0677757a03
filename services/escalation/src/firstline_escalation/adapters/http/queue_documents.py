"""What the routes of queues, cases in turn and agents show. Times in UTC."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from firstline_escalation.domain.lines import Lines
from firstline_escalation.read_models.queue_rows import Row
from firstline_escalation.read_models.workload import Held, Waiting
from firstline_events.vocabulary import Priority


class QueuedCase(BaseModel):
    """An open case as its queue shows it."""

    ticket: UUID
    number: str
    origin: str | None
    reference: str | None
    line: str | None
    """Null: imported, it follows its source and is on no line of ours."""
    queue: str | None
    assignee: str | None
    owner: str | None
    major_incident: bool
    priority: Priority
    by_default: bool
    """Whether the priority is the lines' default, since triage has said none."""
    score: int | None
    category: str | None
    language: str | None
    opened_at: datetime
    moves: int
    request: int | None
    """The requester's request to be escalated that waits for an answer."""
    referred: bool

    @classmethod
    def of(cls, row: Row) -> "QueuedCase":
        said = {name: value for name, value in row._asdict().items() if name in cls.model_fields}
        said["major_incident"], said["by_default"] = row.major_incident, row.score is None
        return cls(ticket=row.ticket_id, **said)


class CasePage(BaseModel):
    """Major incidents first, then by priority, score, age and id; `next` goes into `cursor`."""

    items: list[QueuedCase]
    next: str | None


class Counts(BaseModel):
    """How many cases, and how important."""

    cases: int = 0
    major_incidents: int = 0
    by_priority: dict[Priority, int]
    """Without the major incidents."""

    @classmethod
    def of(cls, alike: Iterable[Waiting | Held]) -> "Counts":
        counts = cls(by_priority=dict.fromkeys(Priority, 0))
        for one in alike:
            counts.cases += one.cases
            if one.major_incident:
                counts.major_incidents += one.cases
            else:
                counts.by_priority[one.priority] += one.cases
        return counts


class QueueShown(Counts):
    """One queue, empty or not."""

    queue: str
    default: bool
    categories: list[str]
    languages: list[str]
    unassigned: int
    oldest: datetime | None
    """When the oldest case in it was opened."""


class LineShown(BaseModel):
    line: str
    queues: list[QueueShown]


class LinesShown(BaseModel):
    """Every line of the version in force, the lowest first."""

    policy: str
    lines: list[LineShown]


class AgentShown(Counts):
    """What one agent has, on our lines."""

    agent: str
    by_line: dict[str, int]


class AgentPage(BaseModel):
    """Who has anything, in the order of the names; `next` goes into `after`."""

    items: list[AgentShown]
    next: str | None


def lines_shown(
    lines: Lines, waiting: Iterable[Waiting], oldest: dict[str, datetime]
) -> LinesShown:
    """The lines in force with what waits in each queue."""
    alike: dict[str, list[Waiting]] = {queue.id: [] for queue in lines.queues}
    for one in waiting:
        alike.setdefault(one.queue, []).append(one)
    shown = [
        LineShown(
            line=line.id,
            queues=[
                QueueShown(
                    queue=queue.id,
                    default=queue.default,
                    categories=sorted(queue.categories),
                    languages=sorted(queue.languages),
                    unassigned=sum(one.unassigned for one in alike[queue.id]),
                    oldest=oldest.get(queue.id),
                    **Counts.of(alike[queue.id]).model_dump(),
                )
                for queue in line.queues
            ],
        )
        for line in lines.lines
    ]
    return LinesShown(policy=lines.label, lines=shown)


def agents_shown(held: Iterable[Held]) -> list[AgentShown]:
    """One document per agent, in the order given."""
    alike: dict[str, list[Held]] = {}
    for one in held:
        alike.setdefault(one.agent, []).append(one)
    return [_agent(agent, each) for agent, each in alike.items()]


def _agent(agent: str, held: list[Held]) -> AgentShown:
    by_line: dict[str, int] = {}
    for one in held:
        by_line[one.line] = by_line.get(one.line, 0) + one.cases
    return AgentShown(agent=agent, by_line=by_line, **Counts.of(held).model_dump())
