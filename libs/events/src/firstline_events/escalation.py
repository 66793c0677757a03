"""What escalation publishes: who works on a ticket, and every hand-over, keyed by the ticket.

Every event names the last events of intake and triage that had been taken when it was decided:
a rebuild and a what-if take that recorded order and never sort.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from firstline_events.message import Body, Identifier, Message, Moment, Word
from firstline_events.personal import Personal
from firstline_events.policy import ESCALATION_MODELS
from firstline_events.vocabulary import Priority, Referral, Timeline

Sequence = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]
Agent = Annotated[Identifier, Personal(subject="assignee")]
Owner = Annotated[Identifier, Personal(subject="owner")]


class CaseEvent(Message):
    """What every event of a case says: where in the ticket's life it was decided."""

    intake_sequence: Sequence
    """The last event of `intake-ticket-v1` taken before."""
    triage_sequence: Sequence
    """The last event of `triage-assessment-v1` taken before; 0: none yet."""


class Placed(CaseEvent):
    """Where the case is now, and by which version of the lines."""

    line: Word | None
    """Null on an imported ticket, whose source knows no lines."""
    queue: Word | None
    policy: Word
    """The version of the lines that decided: `lines@3`."""


class Moved(Placed):
    """A change of line or queue. `moves` counts them, this one included.

    Nobody has the case afterwards, until somebody takes it.
    """

    previous_line: Word | None
    previous_queue: Word | None
    moves: Count
    returned: bool
    """Whether the case had been in this queue before: a bounce."""


class CaseOpened(Placed):
    """The work on a ticket begins; `reason` says in words why it was put there."""

    TYPE: ClassVar[str] = "firstline.escalation.case-opened.v1"

    timeline: Timeline
    opened_at: Moment
    reason: str


class CaseRouted(Moved):
    """The desk's own rules, or a coordinator, put the case elsewhere: no hand-over by an agent."""

    TYPE: ClassVar[str] = "firstline.escalation.case-routed.v1"

    reason: str
    previous_assignee: Annotated[Identifier, Personal(subject="previous_assignee")] | None = None


class CaseAssigned(CaseEvent):
    """An agent has it. The first one on the first line becomes the owner of record, who stays."""

    TYPE: ClassVar[str] = "firstline.escalation.case-assigned.v1"

    assignee: Agent
    previous_assignee: Agent | None = None
    owner: Owner
    """Who answers to the requester."""
    how: Literal["taken", "assigned"]


class CaseReleased(CaseEvent):
    """Back into its queue, for anybody to take."""

    TYPE: ClassVar[str] = "firstline.escalation.case-released.v1"

    previous_assignee: Annotated[Identifier, Personal(subject="previous_assignee")]
    reason: Annotated[Body, Personal(subject="ticket")] | None = None


class CaseEscalated(Moved):
    """A higher line takes over; the owner of record stays."""

    TYPE: ClassVar[str] = "firstline.escalation.case-escalated.v1"

    findings: Annotated[Body, Personal(subject="ticket")]
    """What was found and tried, for the next line."""
    owner: Owner | None = None
    previous_assignee: Annotated[Identifier, Personal(subject="previous_assignee")] | None = None
    request: Annotated[int, Field(ge=1)] | None = None
    """The requester's request that this accepts."""
    reply: Annotated[Body, Personal(subject="ticket")] | None = None
    """What the requester is told then."""


class CaseHandedBack(Moved):
    """A higher line gives it back to a lower one."""

    TYPE: ClassVar[str] = "firstline.escalation.case-handed-back.v1"

    note: Annotated[Body, Personal(subject="ticket")]
    owner: Owner | None = None
    previous_assignee: Annotated[Identifier, Personal(subject="previous_assignee")] | None = None


class EscalationRequestTaken(CaseEvent):
    """The requester's request waits for an answer by the line where the case is."""

    TYPE: ClassVar[str] = "firstline.escalation.request-taken.v1"

    request: Annotated[int, Field(ge=1)]
    line: Word | None


class EscalationRequestDeclined(CaseEvent):
    """The line keeps the case, and says why; the requester sees it."""

    TYPE: ClassVar[str] = "firstline.escalation.request-declined.v1"

    request: Annotated[int, Field(ge=1)]
    line: Word | None
    reply: Annotated[Body, Personal(subject="ticket")]


class CaseReferred(CaseEvent):
    """Not ours to work on: the requester is told where to go, and intake resolves the ticket."""

    TYPE: ClassVar[str] = "firstline.escalation.case-referred.v1"

    to: Referral
    where: Annotated[Body, Personal(subject="ticket")]
    """The course, the department or the vendor, and how to reach it; the requester sees it."""
    note: Annotated[Body, Personal(subject="ticket")] | None = None


class MajorIncidentDeclared(CaseEvent):
    """Somebody says that this is a major incident: it comes before every computed priority."""

    TYPE: ClassVar[str] = "firstline.escalation.major-incident-declared.v1"

    reason: Annotated[Body, Personal(subject="ticket")]


class MajorIncidentLifted(CaseEvent):
    """It is none any more."""

    TYPE: ClassVar[str] = "firstline.escalation.major-incident-lifted.v1"

    reason: Annotated[Body, Personal(subject="ticket")]


class AssessmentOverdue(CaseEvent):
    """Triage has not answered in time: the case goes on with the default priority."""

    TYPE: ClassVar[str] = "firstline.escalation.assessment-overdue.v1"

    asked: Annotated[int, Field(ge=1)]
    """The sequence of the event of intake that triage should have answered."""
    priority: Priority
    policy: Word
    late: bool = False
    """Whether escalation itself was behind: it had not read so far when the wait ended."""


class SourceFollowed(CaseEvent):
    """An imported ticket's own desk moved it; `changed` names what."""

    TYPE: ClassVar[str] = "firstline.escalation.source-followed.v1"

    changed: tuple[Literal["queue", "assignee"], ...]
    queue: Word | None = None
    assignee: Agent | None = None
    moves: Count
    """Changes of queue so far."""
    returned: bool
    """Whether the queue changed to one where the case had been before."""


class CaseEnded(CaseEvent):
    """The ticket was resolved, closed or merged away: the case leaves its queue."""

    TYPE: ClassVar[str] = "firstline.escalation.case-ended.v1"

    why: Literal["resolved", "closed", "merged"]
    assignee: Agent | None = None
    """Who had it then."""
    owner: Owner | None = None


class CaseResumed(Placed):
    """The ticket was reopened or unmerged: back to where the case was, or to whoever takes over."""

    TYPE: ClassVar[str] = "firstline.escalation.case-resumed.v1"

    assignee: Agent | None = None
    owner: Owner | None = None


CASE_MODELS: tuple[type[Message], ...] = (
    CaseOpened,
    CaseRouted,
    CaseAssigned,
    CaseReleased,
    CaseEscalated,
    CaseHandedBack,
    EscalationRequestTaken,
    EscalationRequestDeclined,
    CaseReferred,
    MajorIncidentDeclared,
    MajorIncidentLifted,
    AssessmentOverdue,
    SourceFollowed,
    CaseEnded,
    CaseResumed,
)
MODELS: tuple[type[Message], ...] = (*CASE_MODELS, *ESCALATION_MODELS)
