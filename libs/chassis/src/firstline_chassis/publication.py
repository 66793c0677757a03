"""A private event's public one, on its way: who, when and because of what are the same for all."""

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.kafka import Outgoing
from firstline_events.envelope import sequence_text, write_attributes
from firstline_events.message import Message


def publication(topic: str, event: PrivateEvent, data: Message) -> Outgoing:
    """The one public event that answers `event`, keyed by its aggregate.

    The attributes are those of `firstline_events.envelope.Envelope`, which every reader checks;
    they are not checked here: they come typed from our own store, and this is the hot path.
    """
    subject, by = str(event.originator_id), event.by
    attributes = {
        "specversion": "1.0",
        "id": f"{subject}:{event.originator_version}",
        "source": f"/firstline/{topic}",
        "type": data.TYPE,
        "subject": subject,
        "time": event.at,
        "datacontenttype": "application/json",
        "sequence": sequence_text(event.originator_version),
        "effectivetime": event.effective_at,
        "recordedtime": event.timestamp,
        "tenant": by.tenant,
        "actorkind": by.actor_kind,
        "actorid": by.actor_id,
        "onbehalfof": by.on_behalf_of,
        "correlationid": by.correlation_id,
        "causationid": by.causation_id,
        "origin": by.origin,
        "reference": by.reference,
    }
    return Outgoing(topic, subject.encode(), write_attributes(attributes, data))
