"""Valid-time history: what held for a ticket, aspect by aspect, from when to when."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from firstline_reporting.read_models.landing import Landing


class Aspect(StrEnum):
    """What of a ticket has a history; each belongs to one topic.

    `source_…`: in the foreign desk's own words. `queue` and `assignee` are the source's too, as
    intake reports them; `line`, `desk_…` and `owner` are escalation's.
    """

    STATUS = "status"
    SOURCE_STATUS = "source_status"
    QUEUE = "queue"
    ASSIGNEE = "assignee"
    SOURCE_PRIORITY = "source_priority"
    SOURCE_IMPACT = "source_impact"
    SOURCE_URGENCY = "source_urgency"
    PRIORITY = "priority"
    LINE = "line"
    DESK_QUEUE = "desk_queue"
    DESK_ASSIGNEE = "desk_assignee"
    OWNER = "owner"


class Fact(NamedTuple):
    """Which event states something: its ticket, where it stands in intake's sequence, from when.

    `told_in` is the event's sequence in its own topic; triage's differs from intake's.
    """

    ticket_id: UUID
    sequence: int
    at: datetime
    told_in: int


class Spell(NamedTuple):
    """What holds now and since which fact; all null until somebody states the aspect."""

    value: str | None
    sequence: int | None
    since: datetime | None
    told_in: int | None


UNSTATED = Spell(None, None, None, None)


class Ended(NamedTuple):
    """A row of history: what held for a while and holds no longer."""

    ticket_id: UUID
    aspect: str
    sequence: int
    value: str | None
    valid_from: datetime
    valid_to: datetime
    next_sequence: int
    told_in: int


def state(
    before: Spell, aspect: Aspect, value: str | None, fact: Fact, ended: list[Ended]
) -> Spell:
    """The spell after `fact` states `value`; one that this ends is added to `ended`.

    Stating what holds already is no news: the spell goes on.
    """
    if before.value == value:
        return before
    if before.sequence is not None:
        assert before.since is not None
        assert before.told_in is not None
        ended.append(
            Ended(
                fact.ticket_id, aspect, before.sequence, before.value, before.since,
                fact.at, fact.sequence, before.told_in,
            )
        )  # fmt: skip
    return Spell(value, fact.sequence, fact.at, fact.told_in)


HISTORY = Landing(
    "history_v1",
    (
        ("ticket_id", "uuid"),
        ("aspect", "text"),
        ("sequence", "int8"),
        ("value", "text"),
        ("valid_from", "timestamptz"),
        ("valid_to", "timestamptz"),
        ("next_sequence", "int8"),
        ("told_in", "int8"),
    ),
    "",
)
