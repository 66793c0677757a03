"""Asking a report: which definition answers, what another says, and what is behind a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

from firstline_reporting.read_models.counting import over_all_tickets
from firstline_reporting.read_models.question import CannotAnswer, Question
from firstline_reporting.read_models.report import (
    Answer,
    Definition,
    Figures,
    Key,
    Report,
    Tickets,
)
from firstline_reporting.read_models.ticket_listing import Place

SHOWN = (
    "ticket_id", "number", "origin", "reference", "opened_at", "status", "source_status", "queue",
    "assignee", "category", "channel", "priority", "source_priority",
)  # fmt: skip
"""What is told of a ticket behind a figure: as it stands now."""
TOLD = ("id", "at", "language", "about")
"""What is told of what stands behind a figure and is no ticket."""
_STREAMED_AT_ONCE = 2_000
_STALLED = "SET LOCAL idle_in_transaction_session_timeout = '60s'"


@dataclass(frozen=True)
class Asked:
    """A question to a report, answered by one definition, and beside it by another if wanted."""

    report: Report
    question: Question
    definition: Definition
    compared: Definition | None = None


def asked(report: Report, question: Question, definition: str | None, compare: str | None) -> Asked:
    """Raises CannotAnswer for a period that ends before it begins, or an unknown definition."""
    since, until = question.since, question.until
    if since is not None and until is not None and since > until:
        raise CannotAnswer(
            "from", f"{since.isoformat()} is after {until.isoformat()}, the end; swap them"
        )
    report.dimension(question.by)
    other = None if compare is None else report.defined(compare, "compare")
    return Asked(report, question, report.defined(definition), other)


def figures(connection: psycopg.Connection[Any], asked: Asked) -> Figures:
    """The answer as a document: rows, total, and what another definition says."""
    answer = asked.definition.answer(connection, asked.question)
    return {
        **answer.figures,
        "rows": _rows(asked.report, answer),
        "total": answer.total and _columns(asked.report, answer.total),
        "not_observable": answer.not_observable,
        "restatement": _restatement(connection, asked, answer),
    }


def _rows(report: Report, answer: Answer) -> list[dict[str, Any]]:
    return [_columns(report, row) for row in answer.rows]


def _columns(report: Report, row: dict[str, Any]) -> dict[str, Any]:
    return {column.name: row.get(column.name) for column in report.columns}


def _restatement(
    connection: psycopg.Connection[Any], asked: Asked, answer: Answer
) -> Figures | None:
    if asked.compared is None:
        return None
    other = asked.compared.answer(connection, asked.question)
    report = asked.report
    return {
        "definition": report.named(asked.compared),
        "means": asked.compared.means,
        "rows": _rows(report, other),
        "total": other.total and _columns(report, other.total),
        "changes": list(_changes(report, other, answer)),
    }


def _changes(report: Report, before: Answer, after: Answer) -> Iterator[dict[str, Any]]:
    """Each figure on which the two don't agree: what it was by the other, what it is by this."""
    was = {report.key_of(row): row for row in before.rows}
    now = {report.key_of(row): row for row in after.rows}
    for key in [*now, *(key for key in was if key not in now)]:
        one, other = was.get(key, {}), now.get(key, {})
        for column in report.columns:
            if one.get(column.name) != other.get(column.name) and column.name != "key":
                yield {
                    "key": key,
                    "column": column.name,
                    "was": one.get(column.name),
                    "now": other.get(column.name),
                }


def behind(asked: Asked, key: Key) -> Tickets:
    """The tickets behind the row of this key. Raises CannotAnswer for a key that can't be one."""
    return asked.definition.tickets(asked.question, key)


def behind_else(asked: Asked, key: Key, name: str) -> Tickets:
    """The subjects of this name behind the row; the report has them."""
    assert asked.definition.others is not None
    return asked.definition.others(asked.question, key, name)


def page(
    connection: psycopg.Connection[Any], tickets: Tickets, after: Place | None, limit: int
) -> list[dict[str, Any]]:
    """At most `limit` of the tickets, oldest first."""
    place = "(t.opened_at, t.ticket_id) > (%(opened_at)s, %(ticket_id)s)" if after else "true"
    statement = f"{_listing(tickets)} AND {place} {_ORDER} LIMIT %(limit)s"
    return _page(connection, statement, tickets, after, limit)


def page_of_others(
    connection: psycopg.Connection[Any], others: Tickets, after: Place | None, limit: int
) -> list[dict[str, Any]]:
    """At most `limit` of what stands behind and is no ticket, oldest first."""
    place = "(o.at, o.id) > (%(opened_at)s, %(ticket_id)s)" if after else "true"
    statement = f"{_listing_others(others)} WHERE {place} {_ORDER_OF_OTHERS} LIMIT %(limit)s"
    return _page(connection, statement, others, after, limit)


def _page(
    connection: psycopg.Connection[Any],
    statement: str,
    tickets: Tickets,
    after: Place | None,
    limit: int,
) -> list[dict[str, Any]]:
    parameters = {
        **_settled(connection, tickets),
        **(after._asdict() if after else {}),
        "limit": limit,
    }
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement.encode(), parameters).fetchall()


def _settled(connection: psycopg.Connection[Any], tickets: Tickets) -> dict[str, Any]:
    """The parameters of the statement, when the planner knows how to join."""
    if tickets.whole:
        over_all_tickets(connection)
    found = tickets.settle(connection) if tickets.settle else {}
    return {**tickets.parameters, **found}


def stream(
    connection: psycopg.Connection[Any], tickets: Tickets
) -> Iterator[list[tuple[Any, ...]]]:
    """All of the tickets, oldest first, a few at a time, with the columns of SHOWN."""
    return _stream(connection, tickets, f"{_listing(tickets)} {_ORDER}")


def stream_of_others(
    connection: psycopg.Connection[Any], others: Tickets
) -> Iterator[list[tuple[Any, ...]]]:
    """All that stands behind and is no ticket, oldest first, with the columns of TOLD."""
    return _stream(connection, others, f"{_listing_others(others)} {_ORDER_OF_OTHERS}")


def _stream(
    connection: psycopg.Connection[Any], tickets: Tickets, statement: str
) -> Iterator[list[tuple[Any, ...]]]:
    """A few rows at a time.

    The rows stay in the server until they are asked for; a reader that stalls for a minute loses
    its connection.
    """
    connection.execute(_STALLED)
    parameters = _settled(connection, tickets)
    with connection.cursor("behind_a_figure") as cursor:
        cursor.execute(statement.encode(), parameters)
        while rows := cursor.fetchmany(_STREAMED_AT_ONCE):
            yield rows


_ORDER = "ORDER BY t.opened_at, t.ticket_id"
_ORDER_OF_OTHERS = "ORDER BY o.at, o.id"


def _listing(tickets: Tickets) -> str:
    columns = ", ".join(f"t.{name}" for name in SHOWN)
    return f"""SELECT {columns} FROM analytics.tickets AS t
         WHERE t.ticket_id IN ({tickets.statement})"""  # noqa: S608 - built of our own words


def _listing_others(others: Tickets) -> str:
    columns = ", ".join(f"o.{name}" for name in TOLD)
    return f"SELECT {columns} FROM ({others.statement}) AS o"  # noqa: S608 - our own words
