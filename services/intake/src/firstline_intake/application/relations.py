"""The use cases that are about two tickets at once: each says its part in one transaction."""

from datetime import datetime
from typing import NamedTuple

from firstline_events.vocabulary import Relation, Timeline
from firstline_intake.application.commands import LinkTicket, SplitTicket
from firstline_intake.domain import merging
from firstline_intake.domain.errors import LinkToItself, UnknownMessages
from firstline_intake.domain.linking import INVERSE
from firstline_intake.domain.merging import Rooted
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import Classification, Occasion, Opening


class Part(NamedTuple):
    """One of the two tickets, and the occasion as its events tell it."""

    ticket: Ticket
    occasion: Occasion
    root: Ticket


def merge(one: Part, into: Part) -> None:
    """Raises Refused, having changed nothing."""
    here, there = Rooted(one.ticket, one.root), Rooted(into.ticket, into.root)
    merging.merge(here, there, one.occasion, into.occasion)


def link(command: LinkTicket, one: Part, other: Part) -> None:
    """Once, however often it is asked. Raises Refused."""
    _not_itself(one, other)
    for part in (one, other):
        part.ticket.go_live(part.occasion)
    _join(one, command.relation, other)


def unlink(command: LinkTicket, one: Part, other: Part) -> None:
    """Nothing happens where there is no such link. Raises Refused."""
    _not_itself(one, other)
    for part in (one, other):
        part.ticket.go_live(part.occasion)
    one.ticket.unlink(other.ticket.id, command.relation, one.occasion)
    other.ticket.unlink(one.ticket.id, INVERSE[command.relation], other.occasion)


def split(command: SplitTicket, one: Part, new: Part, number: str) -> None:
    """Open the new ticket, which refers to messages of this one.

    Raises Refused: UnknownMessages tells which of the command's are not there.
    """
    unknown = [n for n, message in enumerate(command.messages) if message not in one.ticket.said]
    if unknown:
        raise UnknownMessages(
            f"{one.ticket.number} has no such message; split the ticket whose message it is.",
            places=unknown,
        )
    classification = Classification(command.category, command.impact, command.urgency)
    one.ticket.go_live(one.occasion)
    opening = _opening(command, one.ticket, number, classification, new.occasion.at)
    new.ticket.open(opening, new.occasion)
    new.ticket.classify(classification, new.occasion)
    new.ticket.link(one.ticket.id, Relation.SPLIT_FROM, new.occasion, command.messages)
    one.ticket.link(new.ticket.id, Relation.SPLIT_INTO, one.occasion)


def _opening(
    command: SplitTicket,
    source: Ticket,
    number: str,
    classification: Classification,
    at: datetime,
) -> Opening:
    return Opening(
        number=number,
        timeline=Timeline.LIVE,
        opened_at=at,
        classification_follows=not classification.is_empty,
        channel=source.fields.channel,
        requester_id=source.fields.requester_id,
        subject=command.subject,
    )


def _not_itself(one: Part, other: Part) -> None:
    if one.ticket.id == other.ticket.id:
        raise LinkToItself("A ticket has no relation to itself; name another one.")


def _join(one: Part, relation: Relation, other: Part) -> None:
    one.ticket.link(other.ticket.id, relation, one.occasion)
    other.ticket.link(one.ticket.id, INVERSE[relation], other.occasion)
