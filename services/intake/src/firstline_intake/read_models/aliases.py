"""Which ticket is an alias of which: the ways up to a root, and down to all of its aliases."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from firstline_chassis.aggregate import Aggregate, PrivateEvent
from firstline_chassis.store import Transaction
from firstline_intake.domain.merging import Merging
from firstline_intake.read_models.directory import serial_of

_ADD = """INSERT INTO ticket_aliases (ticket_id, serial, into_id) VALUES (%s, %s, %s)
    ON CONFLICT (ticket_id) DO UPDATE SET into_id = excluded.into_id"""
_REMOVE = "DELETE FROM ticket_aliases WHERE ticket_id = %s"
_ABOVE = """WITH RECURSIVE above (ticket_id) AS (
        SELECT unnest(%b::uuid[])
     UNION
        SELECT a.into_id FROM ticket_aliases AS a JOIN above ON a.ticket_id = above.ticket_id)
    SELECT ticket_id FROM above"""
_BELOW = """WITH RECURSIVE below (ticket_id, serial) AS (
        SELECT ticket_id, serial FROM ticket_aliases WHERE into_id = %s
     UNION
        SELECT a.ticket_id, a.serial
          FROM ticket_aliases AS a JOIN below ON a.into_id = below.ticket_id)
    SELECT ticket_id FROM below ORDER BY serial"""


def above(tx: Transaction, tickets: Collection[UUID]) -> list[UUID]:
    """These tickets and all that they are aliases of, up to their roots."""
    return [ticket for (ticket,) in tx.fetch(_ABOVE, [list(tickets)])]


def below(tx: Transaction, ticket: UUID) -> list[UUID]:
    """All aliases of the ticket, aliases of aliases too, by their numbers."""
    return [alias for (alias,) in tx.fetch(_BELOW, [ticket])]


def ever_above(
    tx: Transaction, histories: Mapping[UUID, Sequence[PrivateEvent]]
) -> dict[UUID, list[PrivateEvent]]:
    """The streams of all others by which these tickets are answered, or ever were."""
    found: dict[UUID, list[PrivateEvent]] = {}
    wanted = ever_merged_into(histories.values())
    while missing := wanted - found.keys() - histories.keys():
        found |= tx.histories(missing)
        wanted = ever_merged_into(found[one] for one in missing)
    return found


def ever_merged_into(streams: Iterable[Sequence[PrivateEvent]]) -> set[UUID]:
    return {
        event.into for events in streams for event in events if isinstance(event, Merging.Merged)
    }


def project(tx: Transaction, changed: Collection[Aggregate]) -> None:
    """Stage the rows of the tickets among these that were merged or unmerged just now."""
    for one in changed:
        for event in one.pending_events:
            if isinstance(event, Merging.Merged) and isinstance(one, Merging):
                tx.stage(_ADD, [one.id, serial_of(one.number), event.into])
            elif isinstance(event, Merging.Unmerged):
                tx.stage(_REMOVE, [one.id])
