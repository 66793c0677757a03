"""What the columns of a report hold."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The type of a column; `null` is allowed in each and means: unknown, or nothing to tell."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    INSTANT = "instant"


@dataclass(frozen=True)
class Column:
    """One column: its name in every form of the report, its type, unit and meaning.

    `unit` is a word for people (`hours`, `share`), empty for a plain count.
    """

    name: str
    kind: Kind
    means: str
    unit: str = ""
    different: bool = False
    """Counts different things, one of which may stand in several rows: they sum up to no total."""


def text(name: str, means: str) -> Column:
    return Column(name, Kind.TEXT, means)


def count(name: str, means: str) -> Column:
    return Column(name, Kind.INTEGER, means)


def different(name: str, means: str) -> Column:
    """A count of different tickets: one that is in several rows counts in each, and once in all."""
    return Column(name, Kind.INTEGER, means, different=True)


def number(name: str, means: str, unit: str = "") -> Column:
    return Column(name, Kind.NUMBER, means, unit)


def share(name: str, means: str) -> Column:
    """A part of a whole, from 0 to 1."""
    return Column(name, Kind.NUMBER, means, "share")


def instant(name: str, means: str) -> Column:
    return Column(name, Kind.INSTANT, means)
