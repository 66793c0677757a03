"""The tickets of the live timeline, as far as kb needs them, and which one a name means."""

from collections.abc import Collection
from functools import singledispatch
from typing import NamedTuple
from uuid import UUID

from firstline_chassis.store import Transaction
from firstline_events.intake import (
    MessageAdded,
    StatusEvent,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    TicketResolved,
)
from firstline_events.message import Message
from firstline_events.relations import TicketMerged, TicketUnmerged, TicketWentLive
from firstline_events.vocabulary import ActorKind, Status, Timeline

_COLUMNS = "ticket_id, number, tenant, status, language, merged_into, asked"
# Names of our own columns, nothing that anybody sends.
_OF = f"SELECT {_COLUMNS} FROM tickets_v1 WHERE ticket_id = ANY(%b::uuid[])"  # noqa: S608
_BY_NUMBER = f"SELECT {_COLUMNS} FROM tickets_v1 WHERE number = upper(%s)"  # noqa: S608
_KEEP = f"""INSERT INTO tickets_v1 ({_COLUMNS}) SELECT * FROM unnest(
        %b::uuid[], %b::text[], %b::text[], %b::text[], %b::text[], %b::uuid[], %b::text[])
    ON CONFLICT (ticket_id) DO UPDATE SET status = excluded.status,
        merged_into = excluded.merged_into, asked = excluded.asked"""  # noqa: S608


class LiveTicket(NamedTuple):
    """One row of `tickets_v1`."""

    id: UUID
    number: str | None
    tenant: str
    status: str
    language: str | None = None
    merged_into: UUID | None = None
    asked: str | None = None
    """Its subject, while its first message is awaited."""

    @property
    def name(self) -> str:
        """As people call it."""
        return self.number or str(self.id)


HEARD: tuple[type[Message], ...] = (
    TicketOpened,
    TicketWentLive,
    MessageAdded,
    TicketResolved,
    TicketClosed,
    TicketReopened,
    TicketMerged,
    TicketUnmerged,
)
"""The events of intake that change a row; of all others not even the data is read."""


def enters(said: Message, ticket: UUID, tenant: str) -> LiveTicket | None:
    """The row of a ticket that begins to be live by this event; None: it doesn't."""
    match said:
        case TicketOpened(timeline=Timeline.LIVE):
            awaited = (said.subject or "") if said.message_follows else None
            told = (said.status, said.language, None, awaited)
            return LiveTicket(ticket, said.number, tenant, *told)
        case TicketWentLive():
            return LiveTicket(ticket, None, tenant, Status.UNKNOWN)
    return None


def is_awaited(said: MessageAdded, ticket: LiveTicket) -> bool:
    """Whether this is the message that its opening has announced."""
    from_requester = said.visible and said.author_kind is ActorKind.REQUESTER
    return ticket.asked is not None and from_requester


@singledispatch
def row_after(_said: Message, ticket: LiveTicket) -> LiveTicket:
    """The row once this event is taken."""
    return ticket


@row_after.register
def _moved(said: StatusEvent, ticket: LiveTicket) -> LiveTicket:
    return ticket._replace(status=said.status)


@row_after.register
def _said(said: MessageAdded, ticket: LiveTicket) -> LiveTicket:
    return ticket._replace(asked=None) if is_awaited(said, ticket) else ticket


@row_after.register
def _merged(said: TicketMerged, ticket: LiveTicket) -> LiveTicket:
    return ticket._replace(merged_into=said.into)


@row_after.register
def _unmerged(_: TicketUnmerged, ticket: LiveTicket) -> LiveTicket:
    return ticket._replace(merged_into=None)


def load(tx: Transaction, tickets: Collection[UUID]) -> dict[UUID, LiveTicket]:
    """The rows of those that are live, by id; one query for all."""
    return {row[0]: LiveTicket(*row) for row in tx.fetch(_OF, [list(tickets)])}


def keep(tx: Transaction, rows: Collection[LiveTicket]) -> None:
    """Stage these rows."""
    if rows:
        tx.stage(_KEEP, [list(column) for column in zip(*rows, strict=True)])


def find(tx: Transaction, name: str) -> LiveTicket | None:
    """The live ticket that an id or a number means."""
    try:
        return load(tx, [UUID(name)]).get(UUID(name))
    except ValueError:
        rows = tx.fetch(_BY_NUMBER, [name])
        return LiveTicket(*rows[0]) if rows else None
