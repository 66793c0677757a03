"""Taking over a foreign desk's open tickets: page by page, each goes live once."""

from collections.abc import Callable
from typing import NamedTuple

from firstline_chassis.occasions import Occasion
from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Status, Timeline
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models import directory, listing
from firstline_intake.read_models.directory import Entry
from firstline_intake.read_models.listing import Asked

OPEN = tuple(status for status in Status if status is not Status.CLOSED)
"""What is adopted: a resolved ticket too, since its requester may still object."""
_LEFT = """SELECT count(*) FROM ticket_list_v1
    WHERE origin = %s AND status <> 'closed' AND serial > %s"""


class Adopted(NamedTuple):
    """What became of one page; `next` goes into `after`, and is None at the end."""

    adopted: int
    already_live: int
    left: int
    next: int | None


def adopt(
    tx: Transaction,
    origin: str,
    after: int,
    limit: int,
    occasion: Callable[[Entry], Occasion] | None,
) -> Adopted:
    """The next open tickets of the origin by number go live; without an occasion none does."""
    asked = Asked(status=list(OPEN), origin=origin)
    found = listing.page(tx, asked, after, limit, newest=False)
    ids = [one.ticket for one in found]
    tickets = tx.aggregates(Ticket, ids)
    following = [one for one in tickets.values() if one.timeline is Timeline.SOURCE]
    if occasion is not None:
        entries = directory.entries_of(tx, [one.id for one in following])
        for one in following:
            one.go_live(occasion(entries[one.id]))
    last = found[-1].serial if found else after
    [(left,)] = tx.fetch(_LEFT, [origin, last])
    already = len(found) - len(following)
    return Adopted(len(following), already, left, last if left else None)


def is_known(tx: Transaction, origin: str) -> bool:
    """Whether any ticket ever came from there."""
    return bool(listing.page(tx, Asked(origin=origin), None, 1, newest=False))
