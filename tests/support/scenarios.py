"""given / when / then for aggregates: a history, one act, and the events that come of it."""

from collections.abc import Callable
from typing import Generic, TypeVar, cast
from uuid import UUID

from firstline_chassis.aggregate import Aggregate, PrivateEvent

A = TypeVar("A", bound=Aggregate)
Act = Callable[[A], None]
TICKET = UUID("1ef4cc7a-bd07-5ff0-a788-7c9c882d83f9")


class Scenario(Generic[A]):
    """An aggregate that has been through something; `when` returns the new events."""

    def __init__(self, kind: type[A]):
        self.aggregate = kind.vacant(TICKET)

    def given(self, *acts: Act[A]) -> "Scenario[A]":
        for act in acts:
            act(self.aggregate)
        self._collected()
        return self

    def when(self, act: Act[A]) -> list[PrivateEvent]:
        act(self.aggregate)
        return self._collected()

    def _collected(self) -> list[PrivateEvent]:
        return cast("list[PrivateEvent]", self.aggregate.collect_events())
