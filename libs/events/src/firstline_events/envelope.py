"""CloudEvents 1.0 envelopes with the extension attributes of Firstline."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from firstline_events.message import Message
from firstline_events.personal import IDENTITY, Codec
from firstline_events.vocabulary import ActorKind

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


def write_envelope(envelope: Envelope, data: Message, codec: Codec = IDENTITY) -> bytes:
    """The structured-mode JSON of one public event."""
    told = {name: value for name, value in vars(envelope).items() if value is not None}
    body = codec.outgoing(data).model_dump_json().encode()
    return orjson.dumps({**told, "data": orjson.Fragment(body)}, option=orjson.OPT_UTC_Z)


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
