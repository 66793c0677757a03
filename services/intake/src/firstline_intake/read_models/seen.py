"""What of a conversation a requester may see: visible events alone, and no wider by a merge.

A merge shows a requester what the desk says in the other ticket while it stands, and never what
another person said. So an event is shown when it is theirs: it was written to a ticket of their
own; or when the desk told it where their ticket was answered at that moment.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import ActorKind, Relation
from firstline_intake.domain.ticket import Ticket

Histories = Mapping[UUID, Sequence[PrivateEvent]]
_BEGIN, _END = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
_NO_VERSION = 2**63
_THEIRS = ActorKind.REQUESTER


class Window(NamedTuple):
    """While a ticket was answered by `stream`: between its versions, and between two times."""

    stream: UUID
    after: int
    until: int
    since: datetime = _BEGIN
    before: datetime = _END

    def holds(self, event: PrivateEvent) -> bool:
        in_order = self.after < event.originator_version < self.until
        return in_order and self.since < event.timestamp < self.before


class Seen(NamedTuple):
    """A visible event, and the ticket in whose stream it is."""

    stream: UUID
    event: PrivateEvent


def seen_in(ticket: UUID, histories: Histories) -> list[Seen]:
    """The events of all these streams that the ticket's requester sees, in effective time."""
    eyes = _Eyes(ticket, histories)
    found = [
        one
        for stream, events in histories.items()
        for event in events
        if is_visible(event) and eyes.see(one := Seen(stream, event))
    ]
    return sorted(found, key=lambda one: one.event.effective_at)


class _Eyes:
    """Those of one ticket's requester, over the streams around it."""

    def __init__(self, ticket: UUID, histories: Histories):
        self._who = requester_of(histories[ticket])
        self._histories = histories
        self._own = own_tickets(ticket, histories)
        self._windows = list(windows_of(ticket, histories))
        self._copied = copied_messages(histories[ticket])

    def see(self, seen: Seen) -> bool:
        written_to = seen.event.by.via or seen.stream
        by_requester = getattr(seen.event, "author_kind", _THEIRS) is _THEIRS
        if by_requester:
            return self._is_theirs(written_to) or self._was_copied(seen, written_to)
        return (
            seen.stream in self._own
            or any(one.stream == seen.stream and one.holds(seen.event) for one in self._windows)
            or self._was_copied(seen, seen.stream)
        )

    def _is_theirs(self, ticket: UUID) -> bool:
        """Theirs under this root, or another one of the same person, to which they wrote."""
        who = requester_of(self._histories.get(ticket, ()))
        return ticket in self._own or (who is not None and who == self._who)

    def _was_copied(self, seen: Seen, ticket: UUID) -> bool:
        """Out of a ticket of the same person."""
        if getattr(seen.event, "message_id", None) not in self._copied.get(seen.stream, ()):
            return False
        theirs = requester_of(self._histories.get(ticket, ()))
        return theirs is not None and theirs == self._who


def is_visible(event: PrivateEvent) -> bool:
    """Whether it was said to the requester at all; everything is internal until it says so."""
    match event:
        case Ticket.MessageAdded() | Ticket.AttachmentAdded():
            return event.visible
        case Ticket.EscalationRequested() | Ticket.ContactLogged():
            return True
    return False


def own_tickets(ticket: UUID, histories: Histories) -> set[UUID]:
    """The ticket, and those of the same person that stand with it under one root."""
    who, root = requester_of(histories[ticket]), root_of(ticket, histories)
    same = {
        other
        for other, events in histories.items()
        if who is not None and requester_of(events) == who and root_of(other, histories) == root
    }
    return {ticket, *same}


def requester_of(events: Sequence[PrivateEvent]) -> UUID | None:
    who: UUID | None = None
    for event in events:
        if isinstance(event, Ticket.Opened):
            who = event.requester_id
        elif isinstance(event, Ticket.SourceFieldsReported):
            who = event.now.requester_id
    return who


def root_of(ticket: UUID, histories: Histories) -> UUID:
    """Who answers for it now, as far as these streams tell."""
    while (into := _merged_into(histories.get(ticket, ()))) is not None:
        ticket = into
    return ticket


def _merged_into(events: Sequence[PrivateEvent]) -> UUID | None:
    into: UUID | None = None
    for event in events:
        if isinstance(event, Ticket.Merged):
            into = event.into
        elif isinstance(event, Ticket.Unmerged):
            into = None
    return into


def windows_of(
    ticket: UUID, histories: Histories, since: datetime = _BEGIN, before: datetime = _END
) -> Iterator[Window]:
    """Where the ticket was answered, and when: by what it was merged into, and so on upwards."""
    for parent, began, ended in _merges(histories.get(ticket, ())):
        first, last = max(since, began), min(before, ended)
        if first >= last:
            continue
        for after, until in _absorbed(ticket, histories.get(parent, ())):
            yield Window(parent, after, until, since, before)
        yield from windows_of(parent, histories, first, last)


def _merges(events: Sequence[PrivateEvent]) -> Iterator[tuple[UUID, datetime, datetime]]:
    """What it was merged into, and from when until when that was recorded to hold."""
    open_merge: Ticket.Merged | None = None
    for event in events:
        if isinstance(event, Ticket.Merged):
            open_merge = event
        elif isinstance(event, Ticket.Unmerged) and open_merge is not None:
            yield open_merge.into, open_merge.timestamp, event.timestamp
            open_merge = None
    if open_merge is not None:
        yield open_merge.into, open_merge.timestamp, _END


def _absorbed(alias: UUID, events: Sequence[PrivateEvent]) -> Iterator[tuple[int, int]]:
    """Between which versions of these events the alias was theirs."""
    after = 0
    for event in events:
        if isinstance(event, Ticket.Absorbed) and event.absorbed == alias:
            after = event.originator_version
        elif isinstance(event, Ticket.Parted) and event.parted == alias:
            yield after, event.originator_version
            after = 0
    if after:
        yield after, _NO_VERSION


def copied_messages(events: Sequence[PrivateEvent]) -> dict[UUID, set[str]]:
    """Of other tickets, the messages that a split brought here."""
    copied: dict[UUID, set[str]] = {}
    for event in events:
        if isinstance(event, Ticket.Linked) and event.relation is Relation.SPLIT_FROM:
            copied.setdefault(event.other, set()).update(event.messages)
    return copied
