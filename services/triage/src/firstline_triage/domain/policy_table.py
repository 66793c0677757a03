"""From a table, as a policy file holds it, to a policy that can be trusted."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise, product
from typing import Any

from firstline_events.vocabulary import Level, Priority
from firstline_triage.domain.errors import PolicyRefused
from firstline_triage.domain.scoring_policy import Cell, ScoringPolicy

_KEYS = ("name", "version", "matrix", "points")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")
_RISING_LEVELS = (Level.LOW, Level.MEDIUM, Level.HIGH)
_RISING_PRIORITIES = (Priority.LOW, Priority.MODERATE, Priority.HIGH, Priority.CRITICAL)
_MOST_POINTS = 1_000_000


def scoring_policy(table: Mapping[str, Any]) -> ScoringPolicy:
    """Raises PolicyRefused for whatever is missing, unknown, or would break the order."""
    _exactly(table, _KEYS, ())
    matrix = _matrix(table["matrix"])
    _rising(matrix)
    return ScoringPolicy(_name(table), _version(table), matrix, _points(table["points"]))


def _name(table: Mapping[str, Any]) -> str:
    name = table["name"]
    if isinstance(name, str) and _NAME.fullmatch(name):
        return name
    remedy = 'use small letters, digits and hyphens: name = "itil"'
    raise PolicyRefused(("name",), f"{name!r} is no name of a policy", remedy)


def _version(table: Mapping[str, Any]) -> int:
    version = table["version"]
    if isinstance(version, int) and not isinstance(version, bool) and version > 0:
        return version
    remedy = "count versions from 1, one up for each change: version = 1"
    raise PolicyRefused(("version",), f"{version!r} is no version", remedy)


def _matrix(rows: Any) -> dict[Cell, Priority]:
    _exactly(rows, _RISING_LEVELS, ("matrix",))
    for impact in _RISING_LEVELS:
        _exactly(rows[impact], _RISING_LEVELS, ("matrix", impact))
    cells = product(_RISING_LEVELS, _RISING_LEVELS)
    return {(impact, urgency): _priority(rows, impact, urgency) for impact, urgency in cells}


def _priority(rows: Any, impact: Level, urgency: Level) -> Priority:
    word = rows[impact][urgency]
    if isinstance(word, str) and word in list(Priority):
        return Priority(word)
    remedy = f"use one of {', '.join(Priority)}"
    raise PolicyRefused(("matrix", impact, urgency), f"{word!r} is no priority", remedy)


def _rising(matrix: Mapping[Cell, Priority]) -> None:
    """More impact or more urgency never lowers a priority."""
    for lower, higher in _neighbours():
        low, high = matrix[lower], matrix[higher]
        if _RISING_PRIORITIES.index(high) < _RISING_PRIORITIES.index(low):
            told = f"{_cell(higher)} gives {high}, but {_cell(lower)} gives {low}"
            remedy = f"make it {low} or more: a worse case never ranks lower"
            raise PolicyRefused(("matrix", *higher), told, remedy)


def _neighbours() -> Iterator[tuple[Cell, Cell]]:
    for lower, higher in pairwise(_RISING_LEVELS):
        for other in _RISING_LEVELS:
            yield (lower, other), (higher, other)
            yield (other, lower), (other, higher)


def _cell(cell: Cell) -> str:
    return f"impact {cell[0]} with urgency {cell[1]}"


def _points(table: Any) -> dict[Priority, int]:
    _exactly(table, _RISING_PRIORITIES, ("points",))
    least = 0
    for priority in _RISING_PRIORITIES:
        points = table[priority]
        if not isinstance(points, int) or isinstance(points, bool):
            raise _no_points(priority, points, "give a whole number")
        if not least <= points <= _MOST_POINTS:
            raise _no_points(priority, points, f"give {least} to {_MOST_POINTS}")
        least = points + 1
    return {priority: table[priority] for priority in _RISING_PRIORITIES}


def _no_points(priority: Priority, points: object, remedy: str) -> PolicyRefused:
    told = f"{points!r} points are not possible for priority {priority}"
    return PolicyRefused(("points", priority), told, f"{remedy}: points rise with the priority")


def _exactly(table: Any, keys: Collection[str], where: tuple[str, ...]) -> None:
    """The table has these keys and no other: a misspelt one is a fault, not a default."""
    wanted = f"it takes exactly {', '.join(keys)}"
    if not isinstance(table, Mapping):
        raise PolicyRefused(where, f"{'.'.join(where)} is no table", wanted)
    for key in table:
        if key not in keys:
            raise PolicyRefused((*where, key), f"{'.'.join((*where, key))} is not known", wanted)
    for key in keys:
        if key not in table:
            raise PolicyRefused(where, f"{'.'.join((*where, key))} is missing", wanted)
