"""Messages, notes, contacts and files of a ticket, without a word of what they say."""

from firstline_chassis.sequenced import Arrival
from firstline_events.conversation import AttachmentAdded, ContactLogged
from firstline_events.intake import MessageAdded
from firstline_events.vocabulary import ActorKind
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.said import KEY, happened

INTERACTIONS = Landing(
    "interactions_v1",
    (
        *KEY,
        ("kind", "text"),
        ("author_kind", "text"),
        ("visible", "bool"),
        ("channel", "text"),
        ("agent", "text"),
        ("direction", "text"),
        ("duration_seconds", "int4"),
    ),
    "",
)
ATTACHMENTS = Landing(
    "attachments_v1",
    (
        *KEY,
        ("author_kind", "text"),
        ("visible", "bool"),
        ("media_type", "text"),
        ("size", "int8"),
    ),
    "",
)


def message(arrival: Arrival, said: MessageAdded) -> Row:
    """A message, or a note: that is one which isn't visible."""
    name = said.author if said.author_kind is ActorKind.AGENT else None
    kind = said.author_kind.value
    return (*happened(arrival), "message", kind, said.visible, said.channel, name, None, None)


def contact(arrival: Arrival, said: ContactLogged) -> Row:
    """A conversation with the requester that an agent wrote down: a visible answer."""
    spoken = (said.channel, said.agent, said.direction.value, said.duration_seconds)
    return (*happened(arrival), "contact", ActorKind.AGENT.value, True, *spoken)


def attachment(arrival: Arrival, said: AttachmentAdded) -> Row:
    """A file: its kind and size."""
    whose = (said.author_kind.value, said.visible)
    return (*happened(arrival), *whose, said.media_type, said.size)
