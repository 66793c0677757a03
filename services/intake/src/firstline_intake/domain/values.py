"""What a ticket is made of: small immutable values that can be compared field by field."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from firstline_chassis.occasions import Occasion as Occasion
from firstline_events.vocabulary import ActorKind, Level, Status, Timeline


class Classification(msgspec.Struct, frozen=True, omit_defaults=True):
    """What it is about and how much it matters, in our words beside the source's."""

    category: str | None = None
    impact: Level | None = None
    urgency: Level | None = None
    source_impact: str | None = None
    source_urgency: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == _UNCLASSIFIED


_UNCLASSIFIED = Classification()


class Assignment(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who works on it, as the source says."""

    queue: str | None = None
    assignee: str | None = None


class SourceFields(msgspec.Struct, frozen=True, omit_defaults=True):
    """The source's own figures, and what it says of the requester and the channel."""

    priority: str | None = None
    reopen_count: int | None = None
    reassignment_count: int | None = None
    made_sla: bool | None = None
    problem: str | None = None
    channel: str | None = None
    requester_id: UUID | None = None


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the source itself says of the resolution; never moves an interval."""

    resolved_at: datetime | None = None
    code: str | None = None


class Standing(NamedTuple):
    """A status in our word, and in the source's where it has one."""

    status: Status
    source_status: str | None = None


class Snapshot(NamedTuple):
    """A foreign desk's record as it stood at one moment, in our terms."""

    standing: Standing
    classification: Classification
    assignment: Assignment
    fields: SourceFields
    statement: Statement | None


class Opening(NamedTuple):
    """What is known of a ticket when it opens."""

    number: str
    timeline: Timeline
    opened_at: datetime
    classification_follows: bool
    source_status: str | None = None
    channel: str | None = None
    requester_id: UUID | None = None
    language: str | None = None
    subject: str | None = None
    form: str | None = None
    fields: dict[str, str | bool | int] | None = None
    message_follows: bool = False
    """The requester's first message is stored in the same transaction."""
    draft: UUID | None = None
    walk: UUID | None = None


class Author(NamedTuple):
    """Who wrote a message."""

    kind: ActorKind
    name: str


def changes(before: msgspec.Struct, after: msgspec.Struct, names: tuple[str, ...]) -> list[str]:
    """Which of the named fields differ; a source word counts as its field."""
    if before == after:
        return []
    return [
        name
        for name in names
        if getattr(before, name) != getattr(after, name)
        or getattr(before, f"source_{name}", None) != getattr(after, f"source_{name}", None)
    ]
