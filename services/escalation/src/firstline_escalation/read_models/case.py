"""One case as it stands: read from its events and from what was heard, so it is never late."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firstline_escalation.domain.case import Case
from firstline_events.vocabulary import Priority, Timeline


class CaseView(BaseModel):
    """Who works on a ticket; times in UTC. `version` is what the ETag says."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: UUID
    """The ticket's."""
    number: str
    version: int
    tenant: str
    origin: str | None
    reference: str | None
    timeline: Timeline
    opened_at: datetime
    status: Literal["open", "ended"]
    ended: Literal["resolved", "closed", "merged"] | None
    """Why it has ended, if it has."""
    referred: bool
    """Sent elsewhere; its ticket is being resolved."""
    line: str | None
    """Null while an imported ticket follows its source."""
    queue: str | None
    assignee: str | None
    """Who has it; null: anybody may take it."""
    owner: str | None
    """The owner of record, who answers to the requester."""
    moves: int
    """Changes of line or queue so far."""
    been: list[str]
    """The queues where it has been, the last one at the end."""
    open_request: int | None
    """The requester's request to be escalated that waits for an answer."""
    major_incident: bool
    category: str | None
    language: str | None
    priority: Priority | None
    """Triage's; the default of the lines where triage was overdue; null where it couldn't say."""
    score: int | None
    waits_for_triage: bool
    """Whether later events of the ticket wait for triage's answer."""
    intake_sequence: int
    """The last event of intake that was taken."""
    triage_sequence: int
    """The last event of triage that was taken; 0: none."""


def view_of(case: Case) -> CaseView:
    heard = case.heard
    return CaseView(
        id=case.id,
        number=case.number,
        version=case.version,
        tenant=case.tenant,
        origin=case.origin,
        reference=case.reference,
        timeline=case.timeline,
        opened_at=case.opened_at,
        status="open" if case.ended is None else "ended",
        ended=case.ended,
        referred=case.referred,
        line=case.line,
        queue=case.queue,
        assignee=case.assignee,
        owner=case.owner,
        moves=case.moves,
        been=list(case.been),
        open_request=case.open_request,
        major_incident=case.major_incident,
        category=case.category,
        language=case.language,
        priority=case.priority,
        score=case.score,
        waits_for_triage=case.waits_for is not None,
        intake_sequence=heard.intake_sequence,
        triage_sequence=heard.triage_sequence,
    )
