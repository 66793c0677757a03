"""What intake publishes of how tickets stand to one another, and of their move to the wall clock.

A merge is an alias: both tickets say so in one transaction, nothing moves, and it can be undone.
"""

from typing import ClassVar
from uuid import UUID

from firstline_events.message import Message, MessageId, Moment
from firstline_events.vocabulary import Relation


class TicketMerged(Message):
    """This ticket is an alias of `into` from here on: replies follow there, its clocks end."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-merged.v1"

    into: UUID


class TicketAbsorbed(Message):
    """The other side of a merge: `absorbed` is an alias of this ticket from here on."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-absorbed.v1"

    absorbed: UUID


class TicketUnmerged(Message):
    """This ticket stands by itself again; it was an alias of `parted_from`."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-unmerged.v1"

    parted_from: UUID


class TicketParted(Message):
    """The other side of an unmerge: `parted` is no alias of this ticket any more."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-parted.v1"

    parted: UUID


class TicketLinked(Message):
    """This ticket stands in `relation` to `other`, which says the inverse of itself.

    `messages` are the ids of messages of `other` that belong to this ticket too (a split copies
    references, never texts).
    """

    TYPE: ClassVar[str] = "firstline.intake.ticket-linked.v1"

    other: UUID
    relation: Relation
    messages: tuple[MessageId, ...] = ()


class TicketUnlinked(Message):
    """The relation has ended."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-unlinked.v1"

    other: UUID
    relation: Relation


class TicketWentLive(Message):
    """The ticket followed its source until now; from `live_from` on it lives by the wall clock."""

    TYPE: ClassVar[str] = "firstline.intake.ticket-went-live.v1"

    live_from: Moment


MODELS: tuple[type[Message], ...] = (
    TicketMerged,
    TicketAbsorbed,
    TicketUnmerged,
    TicketParted,
    TicketLinked,
    TicketUnlinked,
    TicketWentLive,
)
