"""The JSON documents of the query API."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)


class Freshness(Document):
    read_until: datetime | None
    """When the last event that was read had been published."""
    behind: int | None
    """How many events wait to be read, as far as this process knows."""


class Answer(Document):
    """What every answer says of itself."""

    zone: str
    freshness: Freshness


class TicketThen(Document):
    ticket_id: UUID
    number: str
    origin: str | None
    reference: str | None
    opened_at: datetime
    status: str
    source_status: str | None
    queue: str | None
    assignee: str | None
    priority: str | None
    source_priority: str | None


class TicketsThen(Answer):
    at: datetime
    items: list[TicketThen]
    next: str | None


class TicketNow(TicketThen):
    tenant: str
    timeline: str
    language: str | None
    channel: str | None
    requester_id: UUID | None
    status_since: datetime
    first_source_status: str | None
    category: str | None
    impact: str | None
    urgency: str | None
    source_impact: str | None
    source_urgency: str | None
    score: int | None
    reopenings: int
    source_reopen_count: int | None
    source_reopen_count_max: int | None
    source_reassignment_count: int | None
    source_made_sla: bool | None
    source_problem: str | None
    source_resolved_at: datetime | None
    source_code: str | None
    observed_at: datetime | None
    changed_at: datetime
    sequence: int


class Held(Document):
    aspect: str
    value: str | None
    valid_from: datetime
    valid_to: datetime | None
    """Null: it still holds."""
    recorded_at: datetime | None
    sequence: int
    cause: str | None


class TicketStory(Answer):
    ticket: TicketNow
    history: list[Held]


class TicketEvent(Document):
    topic: str
    sequence: int
    type: str
    occurred_at: datetime
    effective_at: datetime
    recorded_at: datetime
    actor_kind: str
    cause: str | None


class TicketEvents(Answer):
    items: list[TicketEvent]
    next: str | None
