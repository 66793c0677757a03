"""An answer as one table: its columns, and beside them another definition's where asked for."""

from collections.abc import Iterator
from typing import Any

Told = dict[str, Any]
"""A report as the service answers."""


def columns(told: Told) -> list[dict[str, Any]]:
    """The columns of the table; a restatement adds each measure as the other definition has it."""
    own: list[dict[str, Any]] = list(told["columns"])
    other = told["restatement"]
    if other is None:
        return own
    beside = [
        {**one, "name": f"{one['name']} ({other['definition']})", "of": one["name"]}
        for one in own
        if is_measure(one)
    ]
    return [*own, *beside]


def headings(told: Told) -> list[str]:
    return [column["name"] for column in columns(told)]


def cells(told: Told) -> Iterator[list[Any]]:
    """The rows as they stand in the table; null stays null."""
    other = _by_key(told)
    for row in told["rows"]:
        before = other.get(_key(row), {})
        yield [
            before.get(column["of"]) if "of" in column else row[column["name"]]
            for column in columns(told)
        ]


def is_measure(column: dict[str, Any]) -> bool:
    """Whether the column holds figures; the others say what of."""
    return column["type"] in ("integer", "number")


def _by_key(told: Told) -> dict[tuple[Any, ...], dict[str, Any]]:
    other = told["restatement"]
    return {} if other is None else {_key(row): row for row in other["rows"]}


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    """What the row is of: its words and instants."""
    return tuple(row.get(name) for name in ("at", "key"))
