"""How many tickets waited for the desk at an instant, and where."""

from datetime import UTC, datetime
from typing import Any

import psycopg

from firstline_reporting.read_models.as_of import aspect_then, held
from firstline_reporting.read_models.columns import count, text
from firstline_reporting.read_models.counting import single
from firstline_reporting.read_models.question import Question
from firstline_reporting.read_models.report import (
    WHOLE,
    Answer,
    Chart,
    Definition,
    Dimension,
    Key,
    Report,
    Tickets,
)

DIMENSIONS = (
    Dimension("status", "our own word for where the ticket stood"),
    Dimension("source_status", "the foreign desk's word for it"),
    Dimension("queue", "the group that it was assigned to then"),
    Dimension("priority", "triage's priority then"),
    Dimension("line", "the line of support that worked on it then"),
    Dimension("desk_queue", "the queue of the desk where its case was then"),
    Dimension("desk_assignee", "the agent who had its case then"),
)
_TICKETS = """SELECT count(*) FROM analytics.tickets
    WHERE opened_at <= %(at)s AND (%(origin)s::text IS NULL OR origin = %(origin)s)"""
_END = datetime(9999, 12, 31, tzinfo=UTC)


def backlog(connection: psycopg.Connection[Any], question: Question) -> Answer:
    """The tickets that were waiting at the instant by dimension, and how many were opened so far.

    The key is null where the dimension was not known then.
    """
    parameters = _parameters(question)
    (tickets,) = single(connection, _TICKETS, parameters)
    found = connection.execute(_statement(question).encode(), parameters).fetchall()
    rows = [{"key": key, "count": number} for key, number in found]
    waiting = sum(row["count"] for row in rows)
    figures = {"tickets": tickets, "backlog": waiting}
    return Answer(rows, {"key": None, "count": waiting}, figures=figures)


def _parameters(question: Question) -> dict[str, Any]:
    return {**question.parameters(), "at": question.at or _END}


def _statement(question: Question) -> str:
    return f"""SELECT {_key(question)}, count(*) {_waiting(question)}
     GROUP BY 1 ORDER BY 2 DESC, {_key(question)} COLLATE "C" NULLS LAST"""


def _waiting(question: Question) -> str:
    by, origin = question.by, question.origin
    join = "" if by == "status" else aspect_then("s", "d", by)
    tickets = "" if origin is None else "JOIN analytics.tickets AS t ON t.ticket_id = s.ticket_id"
    return f"""FROM analytics.ticket_history AS s {tickets} {join}
     WHERE s.aspect = 'status' AND s.value NOT IN ('resolved', 'closed') AND {held("s")}
       AND {"true" if origin is None else "t.origin = %(origin)s"}"""


def _key(question: Question) -> str:
    return "s.value" if question.by == "status" else "d.value"


def _behind(question: Question, key: Key) -> Tickets:
    of_key = "true" if key is WHOLE else f"{_key(question)} IS NOT DISTINCT FROM %(key)s::text"
    statement = f"SELECT s.ticket_id {_waiting(question)} AND {of_key}"
    return Tickets(statement, {**_parameters(question), "key": None if key is WHOLE else key})


BACKLOG = Report(
    name="backlog",
    title="Who waited at an instant",
    about="Who waited for the desk at an instant, and where.",
    columns=(
        text("key", "the word that held then; null: not known then"),
        count("count", "tickets that were waiting"),
    ),
    dimensions=DIMENSIONS,
    takes=frozenset({"at"}),
    definitions=(
        Definition(
            1,
            "A ticket is in the backlog at an instant when it was opened at or before it and was"
            " neither resolved nor closed then; an unknown status counts as backlog.",
            backlog,
            _behind,
        ),
    ),
    figures={"tickets": int, "backlog": int},
    chart=Chart("bar", ("count",)),
)
