"""Keeps an index up to date with the store: what it takes, and how a store is told from another."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from firstline_kb.application.searching import PublicText


class Position(NamedTuple):
    """The last stored event that is in the index: its id, and what tells it from another's."""

    id: int
    event: str


BEGINNING = Position(0, "")


class Changes(NamedTuple):
    """Articles with events after a position, each with what is public of it now, and how far."""

    texts: Mapping[str, Sequence[PublicText]]
    position: Position


class AnotherStore(Exception):
    """Another event stands at the position, or none: the index was made from another store."""

    def __init__(self, position: Position):
        super().__init__(f"the store has no event {position.id} {position.event}")


class ArticleLog(Protocol):
    """The store as an index follows it."""

    def after(self, position: Position, limit: int) -> Changes | None:
        """What the next events have changed; None when there are none. Raises AnotherStore."""


def event_name(aggregate: UUID, version: int) -> str:
    """As the public event is called: `<aggregate>:<version>`."""
    return f"{aggregate}:{version}"
