"""A foreign desk's vocabulary in our words. A word that the mapping lacks is kept and told."""

from functools import lru_cache
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from firstline_events.vocabulary import Level, Status, Timeline

W = TypeVar("W", Status, Level)
_REMEMBERED = 1_024


class UnknownWord(NamedTuple):
    """A word of a foreign desk that its mapping lacks."""

    origin: str
    field: str
    word: str


class Mapping(BaseModel):
    """One version of one origin's mapping; words map exactly, letter by letter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    origin: str
    version: int = Field(ge=1)
    timeline: Timeline
    opens_as: str | None = None
    """The source's word that is implied from a ticket's opening to its first record."""
    not_observable: tuple[str, ...] = ()
    """Metrics that this source can't show: counted outside attainment."""
    status: dict[str, Status]
    impact: dict[str, Level]
    urgency: dict[str, Level]
    queues: dict[str, str] = {}
    """Renamed queues; any other queue maps to itself."""

    def status_of(self, word: str, unknown: list[UnknownWord]) -> Status:
        found = self.status.get(word)
        if found is None:
            unknown.append(UnknownWord(self.origin, "status", word))
        return found or Status.UNKNOWN

    def level_of(self, field: str, word: str | None, unknown: list[UnknownWord]) -> Level | None:
        if word is None:
            return None
        found: Level | None = getattr(self, field).get(word)
        if found is None:
            unknown.append(UnknownWord(self.origin, field, word))
        return found

    def queue_of(self, queue: str | None) -> str | None:
        return queue if queue is None else self.queues.get(queue, queue)


class Mappings:
    """The mapping of each origin; an origin without one of its own speaks our words."""

    def __init__(self, ours: Mapping, foreign: dict[str, Mapping]):
        self._ours = ours
        self._foreign = foreign
        self._of = lru_cache(_REMEMBERED)(self._find)

    def of(self, origin: str) -> Mapping:
        return self._of(origin)

    def label(self, origin: str) -> str:
        """The origin if it has a mapping of its own, else `other`: anybody can invent origins."""
        return origin if origin in self._foreign else "other"

    def _find(self, origin: str) -> Mapping:
        return self._foreign.get(origin) or self._ours.model_copy(update={"origin": origin})
