"""Merging tickets: one becomes an alias of another. Nothing moves, and it can be undone."""

from typing import ClassVar, NamedTuple
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Status
from firstline_intake.domain.errors import (
    MergeIntoAlias,
    MergeIntoItself,
    TicketAlreadyClosed,
    TicketAlreadyMerged,
    TicketNotMerged,
)
from firstline_intake.domain.living import Living
from firstline_intake.domain.values import Occasion


class Merging(Living):
    """The part of a ticket that knows whose alias it is, and which are its own aliases."""

    class Merged(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.merged"
        into: UUID

        def apply(self, aggregate: "Merging") -> None:
            aggregate.merged_into = self.into

    class Absorbed(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.absorbed"
        absorbed: UUID

        def apply(self, aggregate: "Merging") -> None:
            aggregate.aliases |= {self.absorbed}

    class Unmerged(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.unmerged"
        parted_from: UUID

        def apply(self, aggregate: "Merging") -> None:
            aggregate.merged_into = None

    class Parted(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.parted"
        parted: UUID

        def apply(self, aggregate: "Merging") -> None:
            aggregate.aliases -= {self.parted}

    def begin_merging(self) -> None:
        """A ticket stands by itself at first."""
        self.merged_into: UUID | None = None
        self.aliases: frozenset[UUID] = frozenset()


class Rooted(NamedTuple):
    """A ticket, and the root that answers for it: itself, unless it is an alias."""

    ticket: Merging
    root: Merging


def merge(one: Rooted, into: Rooted, here: Occasion, there: Occasion) -> None:
    """Make `one` an alias of `into`; each says so, on its own occasion.

    Both must be roots, so that no cycle can come of it: every merge is told by both sides, and of
    two that race the second one sees the first. Raises MergeIntoItself, TicketAlreadyMerged,
    MergeIntoAlias, TicketAlreadyClosed.
    """
    _stands_alone(one, into)
    _is_root(one, into)
    _is_open(into)
    one.ticket.go_live(here)
    into.ticket.go_live(there)
    one.ticket.tell(Merging.Merged, here, into=into.ticket.id)
    into.ticket.tell(Merging.Absorbed, there, absorbed=one.ticket.id)


def unmerge(alias: Merging, parent: Merging, here: Occasion, there: Occasion) -> None:
    """Let the alias stand by itself again. Raises TicketNotMerged."""
    must_be_alias(alias)
    alias.go_live(here)
    parent.go_live(there)
    alias.tell(Merging.Unmerged, here, parted_from=parent.id)
    parent.tell(Merging.Parted, there, parted=alias.id)


def must_be_alias(ticket: Merging) -> UUID:
    """What it is an alias of. Raises TicketNotMerged."""
    if ticket.merged_into is None:
        raise TicketNotMerged(
            f"{ticket.number} is no alias of another ticket; there is nothing to undo."
        )
    return ticket.merged_into


def _stands_alone(one: Rooted, into: Rooted) -> None:
    if one.ticket.id == into.ticket.id:
        raise MergeIntoItself("A ticket can't be merged into itself; name another one.")
    number, root = one.ticket.number, one.root.number
    if one.ticket.merged_into is not None:
        raise TicketAlreadyMerged(
            f"{number} is an alias of {root} already; merge {root}, or unmerge {number} first.",
            root=root,
        )


def _is_open(into: Rooted) -> None:
    if into.ticket.status is Status.CLOSED:
        raise TicketAlreadyClosed(
            f"{into.ticket.number} is closed; reopen it first, or merge the other way round."
        )


def _is_root(one: Rooted, into: Rooted) -> None:
    if into.ticket.merged_into is None:
        return
    number, root = into.ticket.number, into.root.number
    if into.root.id == one.ticket.id:
        raise MergeIntoAlias(
            f"{number} is an alias of {root} itself: they are one already;"
            f" unmerge {number} first to turn it round.",
            root=root,
        )
    raise MergeIntoAlias(f"{number} is an alias itself; merge into its root, {root}.", root=root)
