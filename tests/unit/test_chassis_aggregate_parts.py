"""An aggregate that is made of parts, each in a module of its own."""

from datetime import UTC, datetime
from typing import ClassVar
from uuid import uuid4

from firstline_chassis.aggregate import Aggregate, PrivateEvent, Provenance

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BY = Provenance(actor_kind="agent", actor_id="ada")


class Lamp(Aggregate):
    Event = PrivateEvent

    class Lit(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "test.lamp.lit"

        def apply(self, aggregate: "Lamp") -> None:
            aggregate.burns = True

    def begin_burning(self) -> None:
        self.burns = False

    def light(self) -> None:
        self.trigger(Lamp.Lit, at=NOW, recorded_at=NOW, by=BY)


class Room(Lamp, Aggregate):
    Event = PrivateEvent

    def __init__(self) -> None:
        self.begin_burning()


def test_an_event_of_a_part_is_the_event_of_the_whole() -> None:
    assert Room.Lit is Lamp.Lit
    room = Room.vacant(uuid4())
    room.light()
    assert room.burns
    assert [type(event) for event in room.collect_events()] == [Lamp.Lit]
