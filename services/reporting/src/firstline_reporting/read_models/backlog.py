"""How many tickets waited for the desk at an instant, and where."""

from datetime import datetime
from typing import Any, Literal

import psycopg

from firstline_reporting.read_models.as_of import aspect_then, held
from firstline_reporting.read_models.report import Figures, single

DEFINITION = "backlog@1"
"""A ticket is in the backlog at an instant when it was opened at or before it and was neither
resolved nor closed then; an unknown status counts as backlog."""

Dimension = Literal["source_status", "status", "queue", "priority"]

_TICKETS = """SELECT count(*) FROM analytics.tickets
    WHERE opened_at <= %(at)s AND (%(origin)s::text IS NULL OR origin = %(origin)s)"""


def backlog(
    connection: psycopg.Connection[Any], at: datetime, by: Dimension, origin: str | None = None
) -> Figures:
    """The tickets opened until `at`, those that were waiting then, and these by dimension.

    The key is null where the dimension was not known then.
    """
    parameters = {"at": at, "origin": origin}
    (tickets,) = single(connection, _TICKETS, parameters)
    found = connection.execute(_statement(by, origin).encode(), parameters).fetchall()
    rows = [{"key": key, "count": count} for key, count in found]
    return {"tickets": tickets, "backlog": sum(row["count"] for row in rows), "rows": rows}


def _statement(by: Dimension, origin: str | None) -> str:
    join = "" if by == "status" else aspect_then("s", "d", by)
    tickets = "" if origin is None else "JOIN analytics.tickets AS t ON t.ticket_id = s.ticket_id"
    key = "s.value" if by == "status" else "d.value"
    return f"""SELECT {key}, count(*)
      FROM analytics.ticket_history AS s {tickets} {join}
     WHERE s.aspect = 'status' AND s.value NOT IN ('resolved', 'closed') AND {held("s")}
       AND {"true" if origin is None else "t.origin = %(origin)s"}
     GROUP BY 1 ORDER BY 2 DESC, {key} COLLATE "C" NULLS LAST"""  # noqa: S608 - built of our own words
