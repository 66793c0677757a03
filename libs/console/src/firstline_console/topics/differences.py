"""Where a broker's topics are not what the catalogue says: a pure comparison."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from firstline_chassis.topics import settings_of
from firstline_console.topics.seen import Seen
from firstline_events.catalogue import Topic

_CREATE = "`firstline up` creates what is missing"
_FIXED = "partitions can't be changed without moving keys: fill a new version of the topic"
_STRANGE = "nothing of ours reads it; delete it if nobody else does"


class Difference(BaseModel):
    """One thing about one topic, as the catalogue and as the broker say it."""

    topic: str
    what: str
    catalogue: str
    broker: str
    remedy: str


def differences(
    wanted: Mapping[str, Topic], seen: Mapping[str, Seen], default: int | None = None
) -> list[Difference]:
    """All of them, in the catalogue's order, then topics that it lacks.

    `default` stands for the catalogue's default number of partitions. None: what most of these
    topics have, since a ticket has to be in the same partition of each.
    """
    default = default or _usual(wanted.values(), seen)
    found = [each for topic in wanted.values() for each in _of(topic, seen, default)]
    strange = sorted(seen.keys() - wanted.keys())
    return found + [_difference(name, "topic", "no", "yes", _STRANGE) for name in strange]


def _of(topic: Topic, seen: Mapping[str, Seen], default: int) -> Iterator[Difference]:
    if topic.name not in seen:
        yield _difference(topic.name, "topic", "yes", "missing", _CREATE)
        return
    there = seen[topic.name]
    partitions = topic.partitions or default
    if there.partitions != partitions:
        yield _difference(topic.name, "partitions", str(partitions), str(there.partitions), _FIXED)
    for name, value in settings_of(topic).items():
        if (found := there.settings.get(name, "")) != value:
            yield _difference(topic.name, name, value, found, _set(topic.name, name, value))


def _set(topic: str, name: str, value: str) -> str:
    return f"kafka-configs.sh --alter --topic {topic} --add-config {name}={value}"


def _difference(topic: str, what: str, catalogue: str, broker: str, remedy: str) -> Difference:
    return Difference(topic=topic, what=what, catalogue=catalogue, broker=broker, remedy=remedy)


def _usual(wanted: Iterable[Topic], seen: Mapping[str, Seen]) -> int:
    """How many partitions most topics have whose number is the default; of equals, the most."""
    sizes = Counter(
        seen[topic.name].partitions
        for topic in wanted
        if topic.name in seen and not topic.partitions
    )
    return max(sizes, key=lambda size: (sizes[size], size), default=0)
