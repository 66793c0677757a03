"""The lines of support with their queues, in order, and where a request goes within a line.

A pure value: the content of one published version, as `lines_table` has checked it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from firstline_events.vocabulary import Priority


class Queue(NamedTuple):
    """Where work of one kind waits. No categories or languages means any."""

    id: str
    line: str
    categories: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    default: bool = False


class Line(NamedTuple):
    """One level of support; a line without queues has no agents: nothing can be put there."""

    id: str
    queues: tuple[Queue, ...]


class Placement(NamedTuple):
    """Where a request goes, and why, in words."""

    line: str
    queue: str
    reason: str


class NoSuchLine(LookupError):
    """There is no line of this name, or it has no queue to put anything in."""


class Lines(NamedTuple):
    """One version of the lines, the lowest first."""

    version: int
    lines: tuple[Line, ...]
    bounce_limit: int
    """Moves after which only the owner of record or a coordinator may move a case."""
    default_priority: Priority
    """Of a case that triage has not answered for."""
    coordinators: frozenset[str]
    moved: Mapping[str, str]
    """Queues that this version removes while they hold work, and who takes it over."""

    @classmethod
    def from_content(cls, content: Mapping[str, Any], version: int) -> "Lines":
        """The value of a content in which `lines_table.faults` finds nothing."""
        return cls(
            version=version,
            lines=tuple(_line(one) for one in content["lines"]),
            bounce_limit=content["bounce_limit"],
            default_priority=Priority(content["default_priority"]),
            coordinators=frozenset(content.get("coordinators", ())),
            moved=dict(content.get("moved", {})),
        )

    @property
    def label(self) -> str:
        """How a decision names this version."""
        return f"lines@{self.version}"

    @property
    def entry(self) -> str:
        """The line where live tickets begin: the lowest one that has queues."""
        return self.staffed[0].id

    @property
    def staffed(self) -> Sequence[Line]:
        """The lines where agents work, the lowest first."""
        return [line for line in self.lines if line.queues]

    @property
    def queues(self) -> Sequence[Queue]:
        """Every queue, in the order of the lines."""
        return [queue for line in self.lines for queue in line.queues]

    def line(self, line_id: str) -> Line | None:
        return next((line for line in self.lines if line.id == line_id), None)

    def queue(self, queue_id: str) -> Queue | None:
        """The queue, which names its line; a queue's id is unique over all lines."""
        return next((queue for queue in self.queues if queue.id == queue_id), None)

    def above(self, line_id: str) -> str | None:
        """The next higher line where agents work; None on the highest, or for no line of ours."""
        return self._beside(line_id, 1)

    def below(self, line_id: str) -> str | None:
        """The next lower line where agents work; None on the lowest, or for no line of ours."""
        return self._beside(line_id, -1)

    def is_above(self, line_id: str, other: str) -> bool:
        """Whether the first line comes after the other; false where either is none of ours."""
        order = [line.id for line in self.lines]
        both = line_id in order and other in order
        return both and order.index(line_id) > order.index(other)

    def route(self, line_id: str, category: str | None, language: str | None) -> Placement:
        """The one queue of the line that such a request goes to. Raises NoSuchLine.

        A queue that names categories or languages takes these alone; the default one takes what
        no other does. The best match by category wins, then by language, then the earlier one.
        """
        line = self.line(line_id)
        if line is None or not line.queues:
            raise NoSuchLine(f"no line {line_id} has a queue; lines with queues: {self._names()}")
        fits = [(_fit(queue, category, language), queue) for queue in line.queues]
        best = max((fit for fit, _ in fits if fit), default=None)
        if best is None:
            queue = next(queue for queue in line.queues if queue.default)
            return Placement(line_id, queue.id, _default_reason(line, queue, category, language))
        queue = next(queue for fit, queue in fits if fit == best)
        return Placement(line_id, queue.id, _reason(queue, best, category, language))

    def _beside(self, line_id: str, step: int) -> str | None:
        order = [line.id for line in self.staffed]
        if line_id not in order:
            return None
        place = order.index(line_id) + step
        return order[place] if 0 <= place < len(order) else None

    def _names(self) -> str:
        return ", ".join(line.id for line in self.staffed)


Fit = tuple[int, int]
"""How well a queue fits: by category (0 or 1), by language (0; 1: it; 2: it-CH, exactly)."""


def _line(table: Mapping[str, Any]) -> Line:
    line_id = table["id"]
    queues = (
        Queue(
            id=one["id"],
            line=line_id,
            categories=frozenset(one.get("categories", ())),
            languages=frozenset(one.get("languages", ())),
            default=one.get("default", False),
        )
        for one in table.get("queues", ())
    )
    return Line(line_id, tuple(queues))


def _fit(queue: Queue, category: str | None, language: str | None) -> Fit | None:
    """None where the queue doesn't take such a request, or asks for nothing in particular."""
    by_category = int(category in queue.categories)
    by_language = _language_fit(queue.languages, language)
    if (queue.categories and not by_category) or (queue.languages and not by_language):
        return None
    return (by_category, by_language) if by_category or by_language else None


def _language_fit(languages: frozenset[str], language: str | None) -> int:
    if language is None:
        return 0
    if language in languages:
        return 2
    return int(language.partition("-")[0] in languages)


def _reason(queue: Queue, fit: Fit, category: str | None, language: str | None) -> str:
    by_category, by_language = fit
    takes = [f"category {category}"] * by_category + [f"language {language}"] * bool(by_language)
    return f"queue {queue.id} takes {' in '.join(takes)}"


def _default_reason(line: Line, queue: Queue, category: str | None, language: str | None) -> str:
    known = {"category": category, "language": language}
    asked = " and ".join(f"{name} {word}" for name, word in known.items() if word is not None)
    why = f"no queue is for {asked}" if asked else "neither category nor language is known"
    return f"{why}; {queue.id} is the default of line {line.id}"
