"""What is remembered of each event of intake and triage, whatever is decided then."""

from functools import singledispatch

from firstline_chassis.received import Received
from firstline_escalation.domain.values import Heard
from firstline_events.intake import TicketClassified, TicketOpened
from firstline_events.message import Message
from firstline_events.relations import TicketWentLive
from firstline_events.triage import AssessmentSkipped, TicketAssessed
from firstline_events.vocabulary import Timeline

Answer = TicketAssessed | AssessmentSkipped


def heard_after(heard: Heard, envelope: Received, message: Message) -> Heard:
    """What has been heard once this event is taken."""
    if isinstance(message, Answer):
        return _answered(heard, envelope.position, message)
    now = _told(message, heard)._replace(
        intake_sequence=envelope.position,
        tenant=envelope.tenant,
        origin=envelope.origin,
        reference=envelope.reference,
    )
    return now._replace(asked=envelope.position) if _asks(message) else now


def _answered(heard: Heard, sequence: int, answer: Answer) -> Heard:
    """Triage's last word counts, and its last word may be that it can't say."""
    now = heard._replace(triage_sequence=sequence, answered=max(heard.answered, answer.answers))
    if isinstance(answer, TicketAssessed):
        return now._replace(priority=answer.priority, score=answer.score)
    return now._replace(priority=None, score=None)


def _asks(message: Message) -> bool:
    opened = isinstance(message, TicketOpened) and not message.classification_follows
    return opened or isinstance(message, TicketClassified)


@singledispatch
def _told(_message: Message, heard: Heard) -> Heard:
    return heard


@_told.register
def _opened(message: TicketOpened, heard: Heard) -> Heard:
    return heard._replace(
        number=message.number,
        timeline=message.timeline,
        opened_at=message.opened_at,
        language=message.language,
    )


@_told.register
def _classified(message: TicketClassified, heard: Heard) -> Heard:
    return heard._replace(category=message.category)


@_told.register
def _went_live(_: TicketWentLive, heard: Heard) -> Heard:
    return heard._replace(timeline=Timeline.LIVE)
