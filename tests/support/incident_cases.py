"""Public events of escalation over the incident log, derived from the stream's events alone."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from firstline_events import escalation, intake
from firstline_events.message import Message
from firstline_events.vocabulary import RESTING, Timeline
from tests.support.incident_stream import INTAKE, Told

ESCALATION = "escalation-case-v1"


class _Case:
    """What a case that follows its source must remember."""

    def __init__(self) -> None:
        self.sequence = self.triage = self.moves = 0
        self.queue: str | None = None
        self.assignee: str | None = None
        self.been: set[str] = set()
        self.ended = False

    def answers(self, told: Told) -> Iterator[Message]:
        message = told.message
        after = {"intake_sequence": told.sequence, "triage_sequence": self.triage}
        if isinstance(message, intake.TicketOpened):
            yield _opened(message, after)
        elif isinstance(message, intake.AssignmentReported):
            yield self._followed(message, after)
        elif isinstance(message, intake.StatusEvent):
            yield from self._rested(message, after)

    def _followed(self, message: intake.AssignmentReported, after: dict[str, int]) -> Message:
        moved = "queue" in message.changed
        returned = moved and message.queue in self.been
        self.moves += moved
        self.queue, self.assignee = message.queue, message.assignee
        if message.queue is not None:
            self.been.add(message.queue)
        return escalation.SourceFollowed(
            **after,
            changed=message.changed,
            queue=message.queue,
            assignee=message.assignee,
            moves=self.moves,
            returned=returned,
        )

    def _rested(self, message: intake.StatusEvent, after: dict[str, int]) -> Iterator[Message]:
        if message.status in RESTING and not self.ended:
            self.ended = True
            why = "resolved" if isinstance(message, intake.TicketResolved) else "closed"
            yield escalation.CaseEnded(**after, why=why, assignee=self.assignee)  # type: ignore[arg-type]
        elif message.status not in RESTING and self.ended:
            self.ended = False
            place = {"line": None, "queue": self.queue, "policy": "lines@1"}
            yield escalation.CaseResumed(**after, **place, assignee=self.assignee)  # type: ignore[arg-type]


def _opened(message: intake.TicketOpened, after: dict[str, int]) -> Message:
    return escalation.CaseOpened(
        **after,
        line=None,
        queue=None,
        policy="lines@1",
        timeline=Timeline.SOURCE,
        opened_at=message.opened_at,
        reason="it follows its source",
    )


def with_cases(events: Iterable[Told]) -> Iterator[Told]:
    """The stream with each case's events right after those that made them."""
    cases: dict[UUID, _Case] = {}
    for event in events:
        yield event
        case = cases.setdefault(event.ticket_id, _Case())
        if event.topic != INTAKE:
            case.triage = event.sequence
            continue
        for message in case.answers(event):
            case.sequence += 1
            cause = f"{event.ticket_id}:{event.sequence}"
            yield event._replace(
                topic=ESCALATION, sequence=case.sequence, cause=cause, message=message
            )
