"""What a report is: named, typed, defined in words with a version, and traceable to its tickets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import psycopg

from firstline_reporting.read_models.columns import Column
from firstline_reporting.read_models.question import CannotAnswer, Question

Rows = list[dict[str, Any]]
"""Rows with the columns of their report. `key` says what of; null: unknown."""

Figures = dict[str, Any]
"""Figures by name; a distribution is a dict of counts, most frequent first."""


class Answer(NamedTuple):
    """`total` has the columns of a row, over all of them; null where there is no such thing.

    `not_observable` counts what the source can't show: it is in no other figure. `figures` stand
    beside the rows in the answer, by name.
    """

    rows: Rows
    total: dict[str, Any] | None = None
    not_observable: int = 0
    figures: Mapping[str, Any] = {}


class Tickets(NamedTuple):
    """SQL that yields the ids of tickets, with its parameters.

    `whole`: it goes over whole tables, and is joined by hashing. `settle` finds the parameters that
    only the data can tell, in the snapshot in which the statement is then asked.
    """

    statement: str
    parameters: dict[str, Any]
    whole: bool = False
    settle: Callable[[psycopg.Connection[Any]], dict[str, Any]] | None = None


@dataclass(frozen=True)
class Subject:
    """What stands behind a figure and is no ticket: `searches`. Its id is its events' subject."""

    name: str
    topic: str
    means: str


WHOLE = object()
"""In place of a key: every ticket of the report."""

Key = str | object | None


@dataclass(frozen=True)
class Definition:
    """One version of what a report's figures mean, in words and as code.

    `answer` runs in one snapshot of the database. `tickets` gives those behind the row of this key
    (null: unknown, WHOLE: all rows); it raises CannotAnswer for a key that can't be one.
    """

    version: int
    means: str
    answer: Callable[[psycopg.Connection[Any], Question], Answer]
    tickets: Callable[[Question, Key], Tickets]
    others: Callable[[Question, Key, str], Tickets] | None = None
    """SQL that yields (id, at, language, about) of the subjects of this name behind the row."""


@dataclass(frozen=True)
class Dimension:
    """What the rows of a report can be told apart by. `ordered`: by key, not by size."""

    name: str
    means: str
    ordered: bool = False


@dataclass(frozen=True)
class Option:
    """A choice that a report has of its own; the first value is the default.

    Without `values` any text is taken that `answer` understands, and `default` holds if none is
    given.
    """

    name: str
    means: str
    values: tuple[str, ...] = ()
    default: str = ""

    @property
    def usual(self) -> str:
        return self.values[0] if self.values else self.default


@dataclass(frozen=True)
class Chart:
    """How a report is drawn: `kind` is bar, line or range; `measures` are its columns."""

    kind: str
    measures: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True)
class Report:
    """One report. Routes, commands, documents and docs are made from this.

    `takes` are the parameters of time that mean something to it: `period` (from, to) and `at`.
    `figures` are the names and types of what its answers hold beside the rows.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    dimensions: tuple[Dimension, ...]
    definitions: tuple[Definition, ...]
    takes: frozenset[str] = frozenset({"period"})
    options: tuple[Option, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    unobservable: str = ""
    """Why some of the population may be not observable; empty: all of it is."""
    chart: Chart | None = None
    subjects: tuple[Subject, ...] = ()
    """What stands behind its rows beside tickets; each definition then has `others`."""
    key_of: Callable[[Mapping[str, Any]], str | None] = lambda row: row["key"]
    """The key by which a row's tickets are asked for; null: unknown."""

    @property
    def current(self) -> Definition:
        return self.definitions[-1]

    def named(self, definition: Definition) -> str:
        return f"{self.name}@{definition.version}"

    def defined(self, word: str | None, parameter: str = "definition") -> Definition:
        """The definition of this name (`volume@1`), or the current one.

        Raises CannotAnswer for one that never existed, with those that do.
        """
        if word is None:
            return self.current
        for definition in self.definitions:
            if word == self.named(definition):
                return definition
        known = ", ".join(map(self.named, self.definitions))
        raise CannotAnswer(parameter, f"{word!r} never existed; there is {known}")

    def dimension(self, name: str) -> Dimension:
        """The dimension of this name. Raises CannotAnswer for another, with those that exist."""
        for one in self.dimensions:
            if one.name == name:
                return one
        known = ", ".join(repr(one.name) for one in self.dimensions)
        raise CannotAnswer("by", f"{name!r} is no dimension of {self.name}; there is {known}")
