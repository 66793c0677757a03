"""Asking reports without HTTP: what tests compare with figures counted row by row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import psycopg

from firstline_reporting.read_models import asking
from firstline_reporting.read_models.question import Question
from firstline_reporting.read_models.registry import REPORTS
from firstline_reporting.read_models.report import WHOLE, Key, Report

Connection = psycopg.Connection[Any]


def report(name: str) -> Report:
    [found] = [one for one in REPORTS if one.name == name]
    return found


def asked(
    name: str,
    by: str | None = None,
    definition: str | None = None,
    compare: str | None = None,
    **said: Any,
) -> asking.Asked:
    """The question with whatever was said of it; the rest as it is by default."""
    found = report(name)
    options = {one.name: said.pop(one.name, one.usual) for one in found.options}
    question = Question(by=by or found.dimensions[0].name, options=options, **said)
    return asking.asked(found, question, definition, compare)


def answer(connection: Connection, name: str, **said: Any) -> dict[str, Any]:
    """The whole answer."""
    return asking.figures(connection, asked(name, **said))


def rows_of(connection: Connection, name: str, column: str, **said: Any) -> dict[Any, Any]:
    """One column of the rows, by key."""
    return {row["key"]: row[column] for row in answer(connection, name, **said)["rows"]}


def behind(connection: Connection, name: str, key: Key = WHOLE, **said: Any) -> list[Any]:
    """The ids of the tickets behind a row, or behind all."""
    tickets = asking.behind(asked(name, **said), key)
    return [row["ticket_id"] for row in asking.page(connection, tickets, None, 1_000_000)]


def backlog(connection: Connection, at: datetime, by: str, origin: str | None = None) -> Any:
    """The backlog's figures as they are counted row by row."""
    found = answer(connection, "backlog", by=by, at=at, origin=origin)
    return {name: found[name] for name in ("tickets", "backlog", "rows")}


def figures(connection: Connection, name: str, **said: Any) -> Mapping[str, Any]:
    """What stands beside the rows."""
    found = answer(connection, name, **said)
    return {figure: found[figure] for figure in report(name).figures}
