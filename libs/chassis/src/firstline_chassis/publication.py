"""A private event's public one, on its way: who, when and because of what are the same for all."""

from datetime import datetime

import msgspec

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.kafka import Outgoing
from firstline_events.envelope import sequence_text
from firstline_events.message import Message
from firstline_events.personal import IDENTITY, Codec
from firstline_events.vocabulary import ActorKind


class Attributes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An envelope to be written, as `firstline_events.envelope.Envelope` explains it.

    Every reader checks the attributes; here they are not checked: they come typed from our own
    store, and this is the hot path. What nobody knows is left out.
    """

    specversion: str
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str
    sequence: str
    effectivetime: datetime
    recordedtime: datetime
    tenant: str
    actorkind: str
    actorid: str
    onbehalfof: str | None = None
    correlationid: str | None = None
    causationid: str | None = None
    origin: str | None = None
    reference: str | None = None
    data: msgspec.Raw


SPECVERSION, DATA = "1.0", "application/json"
"""The same in every event of ours."""
_ENCODER = msgspec.json.Encoder()


def publication(topic: str, event: PrivateEvent, data: Message) -> Outgoing:
    """The one public event that answers `event`, keyed by its aggregate."""
    subject, by = str(event.originator_id), event.by
    attributes = Attributes(
        specversion=SPECVERSION,
        id=f"{subject}:{event.originator_version}",
        source=f"/firstline/{topic}",
        type=data.TYPE,
        subject=subject,
        time=event.at,
        datacontenttype=DATA,
        sequence=sequence_text(event.originator_version),
        effectivetime=event.effective_at,
        recordedtime=event.timestamp,
        tenant=by.tenant,
        actorkind=by.actor_kind,
        actorid=by.actor_id,
        onbehalfof=by.on_behalf_of,
        correlationid=by.correlation_id,
        causationid=by.causation_id,
        origin=by.origin,
        reference=by.reference,
        data=body(data),
    )
    return Outgoing(topic, subject.encode(), written(attributes))


def announcement(
    topic: str,
    name: str,
    subject: str,
    sequence: int,
    data: Message,
    at: datetime,
    service: str,
    cause: str | None = None,
) -> Attributes:
    """An event of ours that no aggregate's history holds: the service itself says it, once.

    `name` is its id in the topic, `sequence` its number within the subject, from 1; `cause` what
    made it, as `<source>#<id>`.
    """
    return Attributes(
        specversion=SPECVERSION,
        id=name,
        source=f"/firstline/{topic}",
        type=data.TYPE,
        subject=subject,
        time=at,
        datacontenttype=DATA,
        sequence=sequence_text(sequence),
        effectivetime=at,
        recordedtime=at,
        tenant="default",
        actorkind=ActorKind.SYSTEM.value,
        actorid=service,
        causationid=cause,
        data=body(data),
    )


def body(data: Message, codec: Codec = IDENTITY) -> msgspec.Raw:
    """The data as JSON text."""
    return msgspec.Raw(codec.outgoing(data).model_dump_json().encode())


def written(attributes: Attributes) -> bytes:
    """The structured-mode JSON of one public event."""
    return _ENCODER.encode(attributes)
