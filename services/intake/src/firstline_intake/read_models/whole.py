"""A ticket with everything that belongs to it: its aliases, its case, and what it is linked to.

Nothing was moved by a merge or a split: reading unites the streams.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Relation
from firstline_intake.read_models import aliases, cases, directory
from firstline_intake.read_models.attachments import attachments_of
from firstline_intake.read_models.cases import Case
from firstline_intake.read_models.ticket import (
    Kin,
    MessageView,
    TicketSummary,
    TicketView,
    said_in,
    summary_of,
    view_of,
)

Histories = Mapping[UUID, Sequence[PrivateEvent]]


def whole_view(
    tx: Transaction, ticket: UUID, pending: Sequence[PrivateEvent] = ()
) -> TicketView | None:
    """The ticket as agents see it, after its `pending` events too; None for a vacant one."""
    below = aliases.below(tx, ticket)
    histories = tx.histories([ticket, *below])
    histories[ticket].extend(pending)
    view = view_of(histories[ticket])
    if view is None:
        return None
    others = [one for alias in below if (one := view_of(histories[alias]))]
    _unite(view, others)
    known = cases.cases_of(tx, [ticket, *below])
    _put_case(view, known.get(ticket))
    for one in (view, *others):
        _put_answers(one, known.get(one.id))
    view.messages = united(histories, _referenced(tx, view), _written_elsewhere(tx, histories))
    view.attachments = attachments_of(chain.from_iterable(histories.values()))
    _put_numbers(tx, view)
    return view


def summaries(tx: Transaction, tickets: Collection[UUID]) -> list[TicketSummary]:
    """The tickets as a list shows them, in this order; three queries at most."""
    histories = tx.histories(tickets)
    found = [one for events in histories.values() if (one := summary_of(events))]
    known = cases.cases_of(tx, tickets)
    for one in found:
        _put_case(one, known.get(one.id))
    _put_numbers(tx, *found)
    return found


def united(*streams: Histories) -> list[MessageView]:
    """All messages of all these streams in effective time; each one once."""
    told = {
        (ticket, said.version): said
        for histories in streams
        for ticket, events in histories.items()
        for said in said_in(events)
    }
    return [said.message for said in sorted(told.values(), key=lambda one: one.effective_at)]


def _unite(view: TicketView, others: Sequence[TicketView]) -> None:
    view.aliases = [Kin(id=one.id, number=one.number) for one in others]
    view.links = [*view.links, *(link for one in others for link in one.links)]
    view.requests = [*view.requests, *(asked for one in others for asked in one.requests)]
    view.contacts = sorted(
        [*view.contacts, *(call for one in others for call in one.contacts)], key=lambda c: c.at
    )


def _referenced(tx: Transaction, view: TicketView) -> Histories:
    """Of other tickets, the events of those messages that a split brought here."""
    wanted: dict[UUID, set[str]] = {}
    for link in view.links:
        if link.relation is Relation.SPLIT_FROM and link.messages:
            wanted.setdefault(link.other.id, set()).update(link.messages)
    found = tx.histories(wanted) if wanted else {}
    return {one: _only(events, wanted[one]) for one, events in found.items()}


def _only(events: Sequence[PrivateEvent], wanted: set[str]) -> list[PrivateEvent]:
    """The opening, and of the messages those that are wanted."""
    return [one for one in events if getattr(one, "message_id", None) in {None, *wanted}]


def _written_elsewhere(tx: Transaction, histories: Histories) -> Histories:
    """What was written to one of these tickets, and another one answered: it is still there."""
    above = aliases.ever_above(tx, histories)
    return {
        one: [event for event in events if _opens(event) or event.by.via in histories]
        for one, events in above.items()
    }


def _opens(event: PrivateEvent) -> bool:
    return event.originator_version == 1


def _put_case(view: TicketSummary, case: Case | None) -> None:
    """Our own desk's word on who has it stands before that of a source."""
    if case is not None:
        view.line, view.queue = case.line, case.queue
        view.assignee, view.owner = case.assignee, case.owner


def _put_answers(view: TicketView, case: Case | None) -> None:
    for asked in view.requests:
        answer = case.requests.get(asked.request) if case and asked.ticket == view.number else None
        if answer is not None:
            asked.outcome, asked.reply = answer.outcome, answer.reply
            asked.answered_at = answer.answered_at


def _put_numbers(tx: Transaction, *views: TicketSummary) -> None:
    """Name every other ticket that is spoken of; one query, and none if there is none."""
    kin = [one for view in views for one in _kin_of(view) if one.number is None]
    entries = directory.entries_of(tx, {one.id for one in kin})
    for one in kin:
        if one.id in entries:
            one.number = entries[one.id].number


def _kin_of(view: TicketSummary) -> Iterator[Kin]:
    if view.merged_into is not None:
        yield view.merged_into
    if isinstance(view, TicketView):
        yield from (link.other for link in view.links)
        yield from (one.written_to for one in view.messages if one.written_to)
