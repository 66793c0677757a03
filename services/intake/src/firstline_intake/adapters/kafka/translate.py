"""Private events to public ones: the one file that knows both."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import asdict

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.kafka import Outgoing
from firstline_chassis.policies.translation import published_as
from firstline_chassis.publication import publication
from firstline_events import conversation, intake, relations
from firstline_events.message import Message
from firstline_events.policy import IntakePolicyPublished
from firstline_intake.domain.linking import Linking
from firstline_intake.domain.living import Living
from firstline_intake.domain.merging import Merging
from firstline_intake.domain.policy import IntakePolicy
from firstline_intake.domain.requester import Requester
from firstline_intake.domain.requesting import Requesting
from firstline_intake.domain.ticket import Moved, Ticket

TICKETS = "intake-ticket-v1"
REQUESTERS = "intake-requester-v1"
POLICIES = "intake-policy-v1"
NOTES = "intake-note-v1"


def _opened(event: Ticket.Opened) -> Message:
    return intake.TicketOpened(
        number=event.number,
        timeline=event.timeline,
        opened_at=event.opened_at,
        source_status=event.source_status,
        classification_follows=event.classification_follows,
        channel=event.channel,
        requester_id=event.requester_id,
        language=event.language,
        subject=event.subject,
        form=event.form,
        fields=event.fields,
        message_follows=event.message_follows,
        draft=event.draft,
        walk=event.walk,
    )


def _message_added(event: Ticket.MessageAdded) -> Message:
    return intake.MessageAdded(
        message_id=event.message_id,
        author_kind=event.author_kind,
        author=event.author,
        visible=event.visible,
        channel=event.channel,
        body=event.body if event.visible else "",
        courtesy=event.courtesy,
    )


def _note_written(event: Ticket.MessageAdded) -> Message:
    return conversation.NoteWritten(
        message_id=event.message_id,
        author_kind=event.author_kind,
        author=event.author,
        body=event.body,
    )


def _classified(event: Ticket.Classified) -> Message:
    now: dict[str, Any] = {"changed": event.changed, **asdict(event.now)}
    return intake.TicketClassified(opened_at=event.opened_at, **now)


def _move(event: Moved) -> dict[str, Any]:
    return {
        "status": event.status,
        "source_status": event.source_status,
        "previous_status": event.previous_status,
        "previous_source_status": event.previous_source_status,
    }


def _status_changed(event: Ticket.StatusChanged) -> Message:
    return intake.TicketStatusChanged(**_move(event))


def _resolved(event: Ticket.Resolved) -> Message:
    return intake.TicketResolved(**_move(event), outcome=event.outcome, note=event.note)


def _closed(event: Ticket.Closed) -> Message:
    said = event.statement
    statement = intake.SourceStatement(**asdict(said)) if said else None
    move = _move(event)
    return intake.TicketClosed(**move, statement=statement, policy=event.policy, late=event.late)


def _reopened(event: Ticket.Reopened) -> Message:
    return intake.TicketReopened(**_move(event), reason=event.reason)


def _assigned(event: Ticket.AssignmentReported) -> Message:
    now: dict[str, Any] = {"changed": event.changed, **asdict(event.now)}
    return intake.AssignmentReported(**now)


def _fields(event: Ticket.SourceFieldsReported) -> Message:
    now: dict[str, Any] = {"changed": event.changed, **asdict(event.now)}
    return intake.SourceFieldsReported(**now)


def _observed(event: Ticket.Observed) -> Message:
    return intake.TicketObserved(observed_at=event.observed_at)


def _linked(event: Linking.Linked) -> Message:
    return relations.TicketLinked(
        other=event.other, relation=event.relation, messages=event.messages
    )


def _unlinked(event: Linking.Unlinked) -> Message:
    return relations.TicketUnlinked(other=event.other, relation=event.relation)


def _attached(event: Ticket.AttachmentAdded) -> Message:
    told = {name: getattr(event, name) for name in conversation.AttachmentAdded.model_fields}
    return conversation.AttachmentAdded(**told)


def _merged(event: Merging.Merged) -> Message:
    return relations.TicketMerged(into=event.into)


def _absorbed(event: Merging.Absorbed) -> Message:
    return relations.TicketAbsorbed(absorbed=event.absorbed)


def _unmerged(event: Merging.Unmerged) -> Message:
    return relations.TicketUnmerged(parted_from=event.parted_from)


def _parted(event: Merging.Parted) -> Message:
    return relations.TicketParted(parted=event.parted)


def _escalation_requested(event: Requesting.EscalationRequested) -> Message:
    return conversation.EscalationRequested(
        request=event.request, reason=event.reason, line=event.line
    )


def _went_live(event: Living.WentLive) -> Message:
    return relations.TicketWentLive(live_from=event.live_from)


def _contact_logged(event: Ticket.ContactLogged) -> Message:
    told = {name: getattr(event, name) for name in conversation.ContactLogged.model_fields}
    return conversation.ContactLogged(**told)


def _rated(event: Ticket.Rated) -> Message:
    return conversation.TicketRated(cycle=event.cycle, stars=event.stars, comment=event.comment)


def _registered(event: Requester.Registered) -> Message:
    return intake.RequesterRegistered(name=event.name, requester_id=event.originator_id)


_WORDS: dict[type[PrivateEvent], tuple[str, Callable[[Any], Message]]] = {
    Ticket.Opened: (TICKETS, _opened),
    Ticket.MessageAdded: (TICKETS, _message_added),
    Ticket.Classified: (TICKETS, _classified),
    Ticket.StatusChanged: (TICKETS, _status_changed),
    Ticket.Resolved: (TICKETS, _resolved),
    Ticket.Closed: (TICKETS, _closed),
    Ticket.Reopened: (TICKETS, _reopened),
    Ticket.AssignmentReported: (TICKETS, _assigned),
    Ticket.SourceFieldsReported: (TICKETS, _fields),
    Ticket.Observed: (TICKETS, _observed),
    Linking.Linked: (TICKETS, _linked),
    Linking.Unlinked: (TICKETS, _unlinked),
    Ticket.ContactLogged: (TICKETS, _contact_logged),
    Ticket.Rated: (TICKETS, _rated),
    Ticket.AttachmentAdded: (TICKETS, _attached),
    Merging.Merged: (TICKETS, _merged),
    Merging.Absorbed: (TICKETS, _absorbed),
    Merging.Unmerged: (TICKETS, _unmerged),
    Merging.Parted: (TICKETS, _parted),
    Requesting.EscalationRequested: (TICKETS, _escalation_requested),
    Living.WentLive: (TICKETS, _went_live),
    IntakePolicy.Published: (POLICIES, published_as(IntakePolicyPublished)),
    Requester.Registered: (REQUESTERS, _registered),
}

PRIVATE_EVENTS = tuple(_WORDS)


def translate(event: PrivateEvent) -> Sequence[Outgoing]:
    """The public event of a private one, ready to be sent; a note's words are a second one."""
    topic, word = _WORDS[type(event)]
    told = publication(topic, event, word(event))
    if isinstance(event, Ticket.MessageAdded) and not event.visible:
        return (told, publication(NOTES, event, _note_written(event)))
    return (told,)
