"""Reading our own envelopes: the attributes at once, the data when somebody wants it.

A msgspec struct, not the published language's pydantic model: every service reads every record of
its topics, and most of them it only counts. Each check of the model is made here too.
"""

from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

import msgspec
from msgspec import Meta, Raw

from firstline_chassis.aggregate import Provenance
from firstline_events.message import Message
from firstline_events.personal import IDENTITY, Codec
from firstline_events.vocabulary import ActorKind

M = TypeVar("M", bound=Message)

Attribute = Annotated[str, Meta(min_length=1, max_length=1024)]
Cause = Annotated[str, Meta(min_length=1, max_length=2049)]
Aware = Annotated[datetime, Meta(tz=True)]


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """The attributes of one public event, as `firstline_events.envelope.Envelope` explains them.

    `raw` is its data as JSON text, not yet read as the model that `type` names.
    """

    specversion: Literal["1.0"] = "1.0"
    id: Attribute
    source: Attribute
    type: Attribute
    subject: Attribute
    time: Aware
    datacontenttype: str = "application/json"
    sequence: Annotated[str, Meta(pattern=r"^[0-9]{20}\Z")]
    effectivetime: Aware
    recordedtime: Aware
    tenant: Attribute = "default"
    actorkind: ActorKind
    actorid: Attribute
    onbehalfof: Attribute | None = None
    correlationid: Cause | None = None
    causationid: Cause | None = None
    origin: Attribute | None = None
    reference: Attribute | None = None
    raw: Raw = msgspec.field(default=Raw(b"null"), name="data")

    @property
    def aggregate(self) -> UUID:
        """The aggregate that the event is about. Raises ValueError when it is no UUID."""
        return _id_of(self.subject)

    @property
    def position(self) -> int:
        """The aggregate's version after this event, counted from 1."""
        return int(self.sequence)

    @property
    def data(self) -> Any:
        """The data as plain objects, for whoever knows no model of it."""
        return msgspec.json.decode(self.raw)

    @property
    def cause(self) -> str:
        """What names this event in those that follow from it."""
        return f"{self.source}#{self.id}"


def because_of(said: Received, service: str, *, on_behalf_of: str | None = None) -> Provenance:
    """A service acts by itself, because of this event; what is behind the event stays behind it."""
    return Provenance(
        actor_kind=ActorKind.SYSTEM.value,
        actor_id=service,
        tenant=said.tenant,
        on_behalf_of=on_behalf_of,
        correlation_id=said.correlationid,
        causation_id=said.cause,
        origin=said.origin,
        reference=said.reference,
    )


@lru_cache(65_536)
def _id_of(subject: str) -> UUID:
    """Parsed once for the many events of one aggregate."""
    return UUID(subject)


_DECODER = msgspec.json.Decoder(Received)


def read_envelope(value: bytes) -> Received:
    """Read one structured CloudEvent; raises ValueError when it isn't one."""
    try:
        return _DECODER.decode(value)
    except RecursionError:
        raise ValueError("JSON is nested too deeply") from None


def read_data(model: type[M], received: Received, codec: Codec = IDENTITY) -> M:
    """The data of one public event as `model`; raises pydantic.ValidationError when it isn't one.

    Fields that the model lacks are ignored: a newer publisher doesn't stop an older reader.
    """
    return codec.incoming(model.model_validate_json(bytes(received.raw)))
