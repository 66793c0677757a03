"""Letters without a server: records read as intake reads them, and a reception over them."""

from collections.abc import Iterator, Sequence
from itertools import count

from firstline_chassis.occasions import Occasion
from firstline_chassis.records import Record
from firstline_events.identity import requester_id
from firstline_events.inbound_envelope import read_inbound, read_message
from firstline_intake.adapters.files.mapping_files import read_mappings
from firstline_intake.application.continuing import Reply
from firstline_intake.application.letters import Letter, Verdict
from firstline_intake.application.reception import Reception
from firstline_intake.domain import guards
from firstline_intake.domain.requester import Requester
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models.directory import number_of
from tests.support.foreign_desk import ForeignTicket
from tests.support.intake import NOW
from tests.support.streams import Told


def letter(told: Told, offset: int = 0) -> Letter:
    """The record as a letter."""
    record = Record(told.topic, 0, offset, told.key, told.value, told.headers)
    envelope = read_inbound(record.headers, record.value)
    return Letter.of(record, envelope, read_message(envelope))


class Desk:
    """A reception over one vacant ticket and one unknown requester."""

    def __init__(self, ticket: ForeignTicket, requester: str = "bob"):
        self.ticket = Ticket.vacant(ticket.id)
        who = requester_id("default", ticket.origin, requester)
        self.requester = Requester.vacant(who)
        self.reception = Reception(
            read_mappings(),
            {ticket.id: self.ticket},
            {who: self.requester},
            _numbers(),
            NOW,
            _takes,
        )

    def takes(self, *told: Told) -> list[Verdict]:
        return [self.reception.take(letter(one)) for one in told]

    def told(self) -> Sequence[str]:
        """The kinds of the ticket's new events."""
        return [type(event).__name__ for event in self.ticket.pending_events]


def _numbers() -> Iterator[str]:
    return (number_of(serial) for serial in count(1))


def _takes(reply: Reply, ticket: Ticket, occasion: Occasion) -> Ticket:
    """Whoever is spoken to takes it: no ticket continues another here."""
    guards.not_too_large(reply.body)
    told = (reply.message_id, reply.author, reply.body, occasion)
    ticket.add_message(*told, channel=reply.channel, auto_submitted=reply.auto_submitted)
    return ticket
