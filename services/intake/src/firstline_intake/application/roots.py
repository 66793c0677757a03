"""Who answers for a ticket: itself, or the root that it is an alias of."""

from collections.abc import Collection
from uuid import UUID

from firstline_chassis.store import Transaction
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models import aliases


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


def _root_of(tx: Transaction, ticket: Ticket, known: dict[UUID, Ticket]) -> Ticket:
    while ticket.merged_into is not None:
        if ticket.merged_into not in known:  # merged since the rows were read
            known |= tx.aggregates(Ticket, [ticket.merged_into])
        ticket = known[ticket.merged_into]
    return ticket
