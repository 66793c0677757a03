"""From a table, as people write it, to lines that can be trusted: every fault with its remedy."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from firstline_chassis.policies.checking import Findings
from firstline_chassis.policies.contents import Content, Fault, PolicyKind, Where
from firstline_events.vocabulary import Priority

_REQUIRED = ("kind", "bounce_limit", "default_priority", "lines")
_OPTIONAL = ("coordinators", "moved")
_QUEUE = ("categories", "languages", "default")
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_MOST_MOVES = 1_000
Named = list[tuple[Where, str | None]]


def faults(content: Content) -> Sequence[Fault]:
    """Every fault of the content; none: `Lines.from_content` takes it."""
    found = Findings()
    table = found.table(content, (), _REQUIRED, _OPTIONAL)
    if "bounce_limit" in table:
        found.whole(table["bounce_limit"], ("bounce_limit",), 1, _MOST_MOVES)
    if "default_priority" in table:
        found.one_of(table["default_priority"], ("default_priority",), Priority)
    _words(found, table.get("coordinators", []), ("coordinators",), "coordinator")
    queues = _lines(found, table["lines"]) if "lines" in table else []
    _moved(found, table.get("moved", {}), [name for _, name in queues if name])
    return found.faults


def _lines(found: Findings, lines: Any) -> Named:
    """Looks through every line; returns all queues."""
    named: Named = []
    queues: Named = []
    for where, one in found.items(lines, ("lines",), least=1):
        line = found.table(one, where, ("id",), ("queues",))
        if "id" in line:
            named.append(((*where, "id"), found.word(line["id"], (*where, "id"))))
        queues += _queues(found, line, where, is_lowest=where[-1] == 0)
    found.unique(named, "line")
    found.unique(queues, "queue")
    if isinstance(lines, list) and lines and not queues:
        told = "no line has a queue: nothing could be worked"
        found.note(("lines",), told, "give one line a default queue: [{id: desk, default: true}]")
    return queues


def _queues(found: Findings, line: dict[str, Any], where: Where, *, is_lowest: bool) -> Named:
    queues = [
        (place, found.table(one, place, ("id",), _QUEUE))
        for place, one in found.items(line.get("queues", []), (*where, "queues"))
    ]
    for place, queue in queues:
        _queue(found, queue, place)
    if queues:
        _one_default(found, line, where, queues)
    elif not is_lowest and isinstance(line.get("queues", []), list):
        told = f"line {line.get('id', '')} has no queue; only the lowest, self-service, may"
        found.note(where, told, "give it a queue: queues: [{id: …, default: true}]; or remove it")
    return [
        ((*place, "id"), found.word(queue["id"], (*place, "id")))
        for place, queue in queues
        if "id" in queue
    ]


def _queue(found: Findings, queue: dict[str, Any], where: Where) -> None:
    _words(found, queue.get("categories", []), (*where, "categories"), "category")
    languages = (*where, "languages")
    for place, word in _words(found, queue.get("languages", []), languages, "language"):
        if not _LANGUAGE.fullmatch(word):
            told = f"{word!r} is no language"
            found.note(place, told, "use two small letters, or with a country: it, it-CH")
    if "default" in queue:
        found.flag(queue["default"], (*where, "default"))


def _one_default(
    found: Findings, line: dict[str, Any], where: Where, queues: list[tuple[Where, dict[str, Any]]]
) -> None:
    """Exactly one, so that whatever comes lands somewhere, and at one place."""
    defaults = [place for place, queue in queues if queue.get("default") is True]
    name = line.get("id", "")
    if not defaults:
        told = f"no queue of line {name} is the default"
        found.note((*where, "queues"), told, "say default: true for the one that takes the rest")
    for place in defaults[1:]:
        told = f"line {name} has another default queue"
        found.note((*place, "default"), told, "keep default: true for one queue of the line")


def _moved(found: Findings, moved: Any, queues: Sequence[str]) -> None:
    if not isinstance(moved, dict):
        found.note(("moved",), f"{moved!r} is no table", "write {the-old-queue: the-new-one}")
        return
    for old, new in moved.items():
        if old in queues:
            told = f"queue {old} is still there"
            found.note(("moved", old), told, "remove the queue from its line, or this line")
        if new not in queues:
            told = f"{new!r} is no queue of this version"
            found.note(("moved", old), told, f"name one of {', '.join(queues)}")


def _words(found: Findings, words: Any, where: Where, what: str) -> list[tuple[Where, str]]:
    """The words of a list, each once."""
    named = [(place, found.word(one, place)) for place, one in found.items(words, where)]
    found.unique(named, what)
    return list(_known(named))


def _known(named: Named) -> Iterator[tuple[Where, str]]:
    for place, word in named:
        if word is not None:
            yield place, word


LINES = PolicyKind(
    name="lines",
    owner="escalation",
    about="which lines of support there are, with which queues, and what goes into each",
    check=faults,
    package="firstline_escalation",
    seed="policies/lines.v1.yaml",
    once=("moved",),
)
