"""What a case is made of: small immutable values."""

from datetime import datetime
from typing import NamedTuple

from firstline_chassis.occasions import Occasion as Occasion
from firstline_events.vocabulary import Priority, Timeline


class Place(NamedTuple):
    """Where a case is. An imported one is in its source's queue and on no line of ours."""

    line: str | None = None
    queue: str | None = None


class Heard(NamedTuple):
    """What intake and triage have said of a ticket, and how far they have been heard.

    It is nothing that escalation decides, so it makes no event: it follows from the two topics
    alone, each field from one of them.
    """

    intake_sequence: int = 0
    """The last event of intake taken; of the types that escalation reads."""
    triage_sequence: int = 0
    tenant: str = "default"
    origin: str | None = None
    reference: str | None = None
    number: str | None = None
    timeline: Timeline = Timeline.LIVE
    opened_at: datetime | None = None
    language: str | None = None
    category: str | None = None
    asked: int = 0
    """The last event of intake that triage answers."""
    answered: int = 0
    """The last event of intake that triage has answered."""
    priority: Priority | None = None
    score: int | None = None


class Opening(NamedTuple):
    """What is known of a ticket when the work on it begins; `opened_at` in UTC."""

    number: str
    timeline: Timeline
    opened_at: datetime
    language: str | None = None
    category: str | None = None
