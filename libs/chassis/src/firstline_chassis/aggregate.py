"""Event-sourced aggregates on the hot path: the library's base classes, lean where it counts.

Every aggregate starts vacant, at version 0; its events alone give it a state. Private events are
msgspec structs: constructing, applying and encoding one costs a third of the stock way (see the
ADR on private events).
"""

from datetime import UTC, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

import msgspec
from eventsourcing.domain import BaseAggregate, CanMutateAggregate

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Provenance(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who acted, on whose behalf and because of what; the same for all events of one decision."""

    actor_kind: str
    actor_id: str
    tenant: str = "default"
    on_behalf_of: str | None = None
    correlation_id: str | None = None
    causation_id: str | None = None
    origin: str | None = None
    reference: str | None = None
    via: UUID | None = None
    """The aggregate that was asked, where this one answers for it."""


class PrivateEvent(
    msgspec.Struct, CanMutateAggregate[UUID], frozen=True, kw_only=True, omit_defaults=True
):
    """What every stored event says. `timestamp` is the recording time, `at` when it happened.

    `effective_at` is the running maximum of `at` within the aggregate. All times are UTC.
    """

    TOPIC: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1
    """Of the event's shape; a class with a higher one has `upcast_v1_v2(state)` and so on."""

    originator_id: UUID
    originator_version: int
    timestamp: datetime
    at: datetime
    effective_at: datetime
    by: Provenance


class Aggregate(BaseAggregate[UUID]):
    """A consistency boundary. Subclasses set their state in `__init__`, which takes no argument.

    Each also says `Event = PrivateEvent`: the library would derive a base of its own otherwise.
    """

    # Without an annotation: the library makes dataclasses of annotated aggregates.
    effective_at = _NEVER

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """An aggregate may be made of parts: their events are its own, not copies of them."""
        for part in cls.__bases__:
            for name, value in tuple(vars(part).items()):
                if _is_event(value) and name not in vars(cls):
                    setattr(cls, name, value)
        super().__init_subclass__(**kwargs)

    @classmethod
    def vacant(cls, aggregate_id: UUID) -> Self:
        """The aggregate before its first event: version 0."""
        aggregate = cls.__new__(cls)
        aggregate.__base_init__(aggregate_id, 0, _NEVER)
        aggregate.__init__()  # type: ignore[misc]
        return aggregate

    @property
    def exists(self) -> bool:
        return self._version > 0

    def trigger(
        self,
        kind: type[PrivateEvent],
        /,
        *,
        at: datetime,
        recorded_at: datetime,
        by: Provenance,
        effective_at: datetime | None = None,
        **fields: Any,
    ) -> None:
        """Apply one new event and keep it for the store; history never runs backwards.

        `effective_at` is given where the event stands in another aggregate's history.
        """
        event = kind(
            originator_id=self._id,
            originator_version=self._version + 1,
            timestamp=recorded_at,
            at=at,
            effective_at=max(effective_at or at, self.effective_at),
            by=by,
            **fields,
        )
        self.absorb(event)
        self._pending_events.append(event)

    def absorb(self, event: PrivateEvent) -> None:
        """Apply one event of this aggregate, new or stored."""
        event.apply(self)
        self._version = event.originator_version
        self._modified_on = event.timestamp
        self.effective_at = event.effective_at

    def collect_events(self) -> list[CanMutateAggregate[UUID]]:
        """Hand over the pending events; the list is swapped, not popped from its front."""
        pending, self._pending_events = self._pending_events, []
        return pending


def _is_event(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, PrivateEvent)
