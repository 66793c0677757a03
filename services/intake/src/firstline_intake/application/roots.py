"""Who answers for a ticket: itself, or the root that it is an alias of."""

from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from msgspec.structs import replace

from firstline_chassis.aggregate import Provenance
from firstline_chassis.store import Transaction
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models import aliases, directory


def roots_of(tx: Transaction, tickets: Collection[Ticket]) -> dict[UUID, Ticket]:
    """The root of each of these tickets, by the ticket's id.

    Every ticket on the way is loaded, and so guarded at commit: whoever merges or unmerges one of
    them meanwhile makes us decide again.
    """
    merged = [one.id for one in tickets if one.merged_into is not None]
    known = {one.id: one for one in tickets}
    if merged:
        known |= tx.aggregates(Ticket, aliases.above(tx, merged))
    return {one.id: _root_of(tx, one, known) for one in tickets}


class Root(NamedTuple):
    """A ticket that answers for an alias, and the foreign desk that is behind it, if any."""

    ticket: Ticket
    origin: str | None
    reference: str | None

    def stands_in(self, alias: UUID, by: Provenance) -> Provenance:
        """Who acts, as an event of the root tells it."""
        return replace(by, origin=self.origin, reference=self.reference, via=alias)


def roots_of_aliases(tx: Transaction, tickets: Iterable[Ticket]) -> dict[UUID, Root]:
    """The root of each alias among these, by the alias's id; no query where there is none."""
    merged = [one for one in tickets if one.merged_into is not None]
    found = roots_of(tx, merged)
    entries = directory.entries_of(tx, {root.id for root in found.values()})
    places = {one: (entry.origin, entry.reference) for one, entry in entries.items()}
    return {alias: Root(root, *places[root.id]) for alias, root in found.items()}


def _root_of(tx: Transaction, ticket: Ticket, known: dict[UUID, Ticket]) -> Ticket:
    while ticket.merged_into is not None:
        if ticket.merged_into not in known:  # merged since the rows were read
            known |= tx.aggregates(Ticket, [ticket.merged_into])
        ticket = known[ticket.merged_into]
    return ticket
