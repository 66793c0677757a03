"""The use cases of the desk: a command, its ticket, and the moment it is recorded."""

from functools import singledispatch
from uuid import uuid4

from firstline_chassis.commands import Command
from firstline_events.vocabulary import ActorKind, Direction, Timeline
from firstline_intake.application.commands import (
    PHONE,
    AddAttachment,
    AddMessage,
    AddNote,
    ChangeStatus,
    CloseTicket,
    LogContact,
    OpenTicket,
    ReopenTicket,
    ResolveTicket,
)
from firstline_intake.application.continuing import Reply, Takes
from firstline_intake.domain import guards
from firstline_intake.domain.attaching import File, Placing
from firstline_intake.domain.contacting import Contact
from firstline_intake.domain.forms import Forms
from firstline_intake.domain.requester import Requester
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import Author, Classification, Occasion, Opening


def open_ticket(
    command: OpenTicket,
    ticket: Ticket,
    requester: Requester,
    number: str,
    occasion: Occasion,
    forms: Forms,
) -> None:
    """Open a live ticket with its classification, first message, and call. Raises Refused."""
    fields = forms.checked(command.category, command.fields or {})
    guards.not_too_large(
        command.subject + (command.body or "") + "".join(map(str, fields.values()))
    )
    requester.register(command.requester, occasion)
    classification = Classification(command.category, command.impact, command.urgency)
    opening = Opening(
        number=number,
        timeline=Timeline.LIVE,
        opened_at=occasion.at,
        classification_follows=not classification.is_empty,
        channel=command.channel,
        requester_id=requester.id,
        language=command.language,
        subject=command.subject,
        form=forms.label if fields else None,
        fields=fields or None,
        message_follows=command.body is not None,
        draft=command.draft,
        walk=command.walk,
    )
    ticket.open(opening, occasion)
    ticket.classify(classification, occasion)
    if command.body is not None:
        author = Author(ActorKind.REQUESTER, command.requester)
        said = str(uuid4())
        ticket.add_message(said, author, command.body, occasion, channel=command.channel)
    if command.by_phone:
        call = Contact(PHONE, Direction.INBOUND)
        ticket.log_contact(str(uuid4()), command.actor.id, call, occasion)


@singledispatch
def carry_out(command: Command, _ticket: Ticket, _occasion: Occasion) -> None:
    """Do what the command asks of an open ticket. Raises Refused, having changed nothing."""
    raise TypeError(f"{type(command).__name__} is no command on a ticket")


def say(command: AddMessage, ticket: Ticket, occasion: Occasion, takes: Takes) -> Ticket:
    """Add to the conversation; returns the ticket that took it: a reply after the end opens one.

    Raises Refused, having changed nothing.
    """
    guards.not_too_large(command.body)
    author = Author(command.actor.kind, command.actor.id)
    told = (str(uuid4()), author, command.body)
    if command.visible and author.kind is not ActorKind.REQUESTER:
        guards.not_closed(ticket.status)
    ticket.go_live(occasion)
    if command.visible:
        return takes(Reply(*told, command.channel, command.auto_submitted), ticket, occasion)
    ticket.add_message(*told, occasion, visible=False, channel=command.channel)
    return ticket


@carry_out.register
def _add_note(command: AddNote, ticket: Ticket, occasion: Occasion) -> None:
    guards.not_too_large(command.body)
    ticket.go_live(occasion)
    author = Author(command.actor.kind, command.actor.id)
    ticket.add_message(str(uuid4()), author, command.body, occasion, visible=False)


@carry_out.register
def _change_status(command: ChangeStatus, ticket: Ticket, occasion: Occasion) -> None:
    ticket.change_status(command.status, occasion)


@carry_out.register
def _resolve(command: ResolveTicket, ticket: Ticket, occasion: Occasion) -> None:
    guards.not_too_large(command.note or "")
    ticket.resolve(command.outcome, command.note, occasion)


@carry_out.register
def _close(_: CloseTicket, ticket: Ticket, occasion: Occasion) -> None:
    ticket.close(occasion)


@carry_out.register
def _reopen(command: ReopenTicket, ticket: Ticket, occasion: Occasion) -> None:
    guards.not_too_large(command.reason or "")
    ticket.reopen(command.reason, occasion)


@carry_out.register
def _log_contact(command: LogContact, ticket: Ticket, occasion: Occasion) -> None:
    guards.not_too_large(command.summary or "")
    ticket.go_live(occasion)
    contact = Contact(command.channel, command.direction, command.duration_seconds, command.summary)
    ticket.log_contact(str(uuid4()), command.actor.id, contact, occasion)


@carry_out.register
def _add_attachment(command: AddAttachment, ticket: Ticket, occasion: Occasion) -> None:
    ticket.go_live(occasion)
    file = File(command.media_type, command.size, command.sha256)
    author = Author(command.actor.kind, command.actor.id)
    placing = Placing(command.visible, command.message)
    ticket.attach(uuid4(), command.name, file, author, placing, occasion)
