"""Whenever intake says something about a live ticket, this happens in kb.

Each policy is called in the worker's transaction, once for its event: whatever the aggregates tell
is stored with the position, so that nothing is told twice.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from firstline_chassis.store import Transaction
from firstline_events.intake import MessageAdded, TicketOpened, TicketReopened, TicketResolved
from firstline_events.message import Message
from firstline_events.vocabulary import Outcome
from firstline_kb.application.suggesting import Suggests
from firstline_kb.domain.suggestion import Suggestion
from firstline_kb.domain.values import Occasion
from firstline_kb.domain.walk import Walk
from firstline_kb.read_models import tickets, walk_rows
from firstline_kb.read_models.draft_named import draft_named
from firstline_kb.read_models.tickets import LiveTicket


class Heard(NamedTuple):
    """Where a policy stands: the ticket before the event, as its opening leaves it, and the means.

    The occasion says that kb acts by itself, when the event happened, and because of it.
    """

    tx: Transaction
    ticket: LiveTicket
    occasion: Occasion
    suggests: Suggests

    @property
    def suggestion(self) -> Suggestion:
        return self.tx.aggregates(Suggestion, [self.ticket.id])[self.ticket.id]


Policy = Callable[[Any, Heard], None]


def when_ticket_opened_from_a_draft(said: TicketOpened, heard: Heard) -> None:
    """Whenever a ticket is opened from a draft, then the draft has become it.

    Whoever opens a ticket may say any id: only that of a draft means something.
    """
    if said.draft is not None and (draft := draft_named(heard.tx, said.draft)):
        draft.become(heard.ticket.id, heard.occasion)


def when_ticket_opened_from_a_walk(said: TicketOpened, heard: Heard) -> None:
    """Whenever a ticket is opened from a walk, then the way that was taken goes with it.

    A walk that another ticket has stays with that one, and the new ticket is none the worse.
    """
    if said.walk is not None and walk_rows.is_walk(heard.tx, said.walk):
        walk = heard.tx.aggregates(Walk, [said.walk])[said.walk]
        walk.go_with(heard.ticket.id, heard.occasion)


def when_ticket_opened(said: TicketOpened, heard: Heard) -> None:
    """Whenever a ticket is opened with a subject alone, then suggest articles for that."""
    if not said.message_follows and said.subject:
        _suggest(said.subject, heard)


def when_its_first_message_comes(said: MessageAdded, heard: Heard) -> None:
    """Whenever the message comes that an opening announced, then suggest articles for both."""
    if tickets.is_awaited(said, heard.ticket):
        _suggest("\n".join(filter(None, (heard.ticket.asked, said.body))), heard)


def when_ticket_resolved(said: TicketResolved, heard: Heard) -> None:
    """Whenever a ticket is resolved as solved, then by the article that stands accepted."""
    if said.outcome is Outcome.SOLVED:
        heard.suggestion.solve(heard.occasion)


def when_ticket_reopened(_: TicketReopened, heard: Heard) -> None:
    """Whenever a ticket is reopened, then no article has solved it."""
    heard.suggestion.withdraw(heard.occasion)


def _suggest(text: str, heard: Heard) -> None:
    suggestion = heard.suggestion
    if suggestion.proposal is None:
        suggestion.suggest(heard.suggests.suggest(text, heard.ticket.language), heard.occasion)


POLICIES: Mapping[type[Message], Sequence[Policy]] = {
    TicketOpened: (
        when_ticket_opened_from_a_draft,
        when_ticket_opened_from_a_walk,
        when_ticket_opened,
    ),
    MessageAdded: (when_its_first_message_comes,),
    TicketResolved: (when_ticket_resolved,),
    TicketReopened: (when_ticket_reopened,),
}
"""In the order in which they are called."""
