"""Private events to stored ones and back, with upcasting of older shapes."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.personal import IDENTITY, Codec


class UnknownEvent(LookupError):
    """A stored event whose class this version of the service doesn't have."""


class StructMapper(Mapper[UUID]):
    """Serialises private events with msgspec; `class_version` marks shapes after the first.

    Each event passes the codec on its way into the store and out of it, as public ones do on
    theirs into the topics.
    """

    def __init__(self, kinds: Iterable[type[PrivateEvent]], codec: Codec = IDENTITY):
        super().__init__(JSONTranscoder())
        self._codec = codec
        self._kinds = {kind.TOPIC: kind for kind in kinds}
        self._decoders = {topic: msgspec.json.Decoder(kind) for topic, kind in self._kinds.items()}
        self._encoder = msgspec.json.Encoder()

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        if not isinstance(domain_event, PrivateEvent):
            raise TypeError(f"{type(domain_event).__name__} is not a private event")
        return StoredEvent(
            domain_event.originator_id,
            domain_event.originator_version,
            domain_event.TOPIC,
            self._encode(self._codec.outgoing(domain_event)),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> PrivateEvent:
        return self.decode(stored_event.topic, stored_event.state)

    def decode(self, topic: str, state: bytes) -> PrivateEvent:
        """Read one stored state; raises UnknownEvent for a class that isn't registered."""
        kind = self._kinds.get(topic)
        if kind is None:
            raise UnknownEvent(f"no event class has the topic {topic!r}")
        if kind.VERSION == 1:
            return self._codec.incoming(self._decoders[topic].decode(state))
        upcast = self._upcast(kind, msgspec.json.decode(state))
        return self._codec.incoming(msgspec.convert(upcast, kind))

    def _encode(self, event: PrivateEvent) -> bytes:
        if event.VERSION == 1:
            return self._encoder.encode(event)
        return self._encoder.encode({**msgspec.to_builtins(event), "class_version": event.VERSION})

    @staticmethod
    def _upcast(kind: type[PrivateEvent], state: dict[str, Any]) -> dict[str, Any]:
        for version in range(state.pop("class_version", 1), kind.VERSION):
            getattr(kind, f"upcast_v{version}_v{version + 1}")(state)
        return state
