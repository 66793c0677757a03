"""The closed word lists that every public event draws from."""

from enum import StrEnum


class Status(StrEnum):
    """Where a ticket stands; `unknown` stands for a foreign word that the mapping lacks."""

    NEW = "new"
    OPEN = "open"
    WAITING_REQUESTER = "waiting_requester"
    WAITING_THIRD_PARTY = "waiting_third_party"
    WAITING_INTERNAL = "waiting_internal"
    RESOLVED = "resolved"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Timeline(StrEnum):
    """Which clock a ticket lives by: the wall clock, or the times of an import's records."""

    LIVE = "live"
    SOURCE = "source"


class Level(StrEnum):
    """Impact and urgency, the two axes of the ITIL matrix."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Priority(StrEnum):
    """What the matrix gives; a major incident is declared, never computed."""

    CRITICAL = "critical"
    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


class Outcome(StrEnum):
    """How a ticket was resolved."""

    SOLVED = "solved"
    REFERRED = "referred"
    REPLACED = "replaced"
    GOODWILL = "goodwill"
    VENDOR = "vendor"
    DECLINED = "declined"
    UNKNOWN = "unknown"


class ActorKind(StrEnum):
    """Who acted. `system` is a publisher or a service acting by itself."""

    REQUESTER = "requester"
    AGENT = "agent"
    SYSTEM = "system"


class ReceiptOutcome(StrEnum):
    """What became of an inbound record."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    HELD = "held"
    REFUSED = "refused"


class Relation(StrEnum):
    """How a ticket stands to another one, as seen from the ticket that says it."""

    RELATES_TO = "relates_to"
    CONTINUES = "continues"
    CONTINUED_BY = "continued_by"
    SPLIT_FROM = "split_from"
    SPLIT_INTO = "split_into"
    CAUSES = "causes"
    CAUSED_BY = "caused_by"


class Direction(StrEnum):
    """Who called whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Referral(StrEnum):
    """Where a request goes that is not ours to work on."""

    TRAINING = "training"
    DEPARTMENT = "department"
    VENDOR = "vendor"


class Language(StrEnum):
    """The languages that articles are written in."""

    EN = "en"
    IT = "it"
    ES = "es"
    EL = "el"


RESTING = frozenset({Status.RESOLVED, Status.CLOSED})
"""Statuses outside the backlog: nobody owes the requester anything there."""
