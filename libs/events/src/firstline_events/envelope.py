"""CloudEvents 1.0 envelopes with the extension attributes of Firstline."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from firstline_events.message import Message
from firstline_events.personal import IDENTITY, Codec
from firstline_events.vocabulary import ActorKind

M = TypeVar("M", bound=Message)

CONTENT_TYPE = "application/cloudevents+json"
Attribute = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
Cause = Annotated[str, StringConstraints(min_length=1, max_length=2049)]
"""`<source>#<id>` of another event: two attributes and the sign between them."""


class Envelope(BaseModel):
    """The attributes of one public event; all times in UTC.

    `time` is when it happened, `effectivetime` the running maximum of `time` within the
    aggregate, `recordedtime` when the store took it. `sequence` is the aggregate's version,
    zero-padded to 20 digits: order, duplicates and gaps can be seen by anybody.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    specversion: Literal["1.0"] = "1.0"
    id: Attribute
    source: Attribute
    type: Attribute
    subject: Attribute
    time: AwareDatetime
    datacontenttype: str = "application/json"
    sequence: Annotated[str, StringConstraints(pattern=r"^[0-9]{20}$")]
    effectivetime: AwareDatetime
    recordedtime: AwareDatetime
    tenant: Attribute = "default"
    actorkind: ActorKind
    actorid: Attribute
    onbehalfof: Attribute | None = None
    correlationid: Cause | None = None
    causationid: Cause | None = None
    origin: Attribute | None = None
    reference: Attribute | None = None

    @property
    def position(self) -> int:
        """The aggregate's version after this event, counted from 1."""
        return int(self.sequence)


class Received(Envelope):
    """An envelope with its data, not yet read as the model that `type` names."""

    data: Any = None

    @cached_property
    def aggregate(self) -> UUID:
        """The aggregate that the event is about. Raises ValueError when it is no UUID."""
        return UUID(self.subject)


def read_envelope(value: bytes) -> Received:
    """Read one structured CloudEvent; raises pydantic.ValidationError when it isn't one."""
    return Received.model_validate_json(value)


def write_envelope(envelope: Envelope, data: Message, codec: Codec = IDENTITY) -> bytes:
    """The structured-mode JSON of one public event."""
    return write_attributes(vars(envelope), data, codec)


def write_attributes(
    attributes: Mapping[str, Any], data: Message, codec: Codec = IDENTITY
) -> bytes:
    """As `write_envelope`, of an envelope's attributes that nobody needs as a model."""
    told = {name: value for name, value in attributes.items() if value is not None}
    body = codec.outgoing(data).model_dump_json().encode()
    return orjson.dumps({**told, "data": orjson.Fragment(body)}, option=orjson.OPT_UTC_Z)


def read_data(model: type[M], received: Received, codec: Codec = IDENTITY) -> M:
    """The data of one public event as `model`; raises pydantic.ValidationError when it isn't one.

    Fields that the model lacks are ignored: a newer publisher doesn't stop an older reader.
    """
    return codec.incoming(model.model_validate(received.data))


def sequence_text(version: int) -> str:
    """`version` as the `sequence` attribute: 20 digits, so that text order is number order."""
    return f"{version:020d}"


def public_event(
    topic: str,
    data: Message,
    *,
    aggregate: UUID,
    version: int,
    time: datetime,
    effective: datetime,
    recorded: datetime,
    **attributes: Any,
) -> Envelope:
    """The envelope of the one public event that answers the aggregate's private event `version`."""
    return Envelope(
        id=f"{aggregate}:{version}",
        source=f"/firstline/{topic}",
        type=data.TYPE,
        subject=str(aggregate),
        time=time,
        sequence=sequence_text(version),
        effectivetime=effective,
        recordedtime=recorded,
        **attributes,
    )
