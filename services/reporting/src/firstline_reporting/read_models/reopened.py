"""Which tickets came back after they had been resolved or closed."""

from typing import Any

import psycopg

from firstline_reporting.read_models.report import Figures, distribution, single

DEFINITION = "reopened@1"
"""A ticket is reopened when it goes from resolved or closed to a known status that is neither.
`reopen_count_max_dist` is the highest that the source's own counter stood at, where it has one."""

_REOPENED = """SELECT count(*) FILTER (WHERE reopenings > 0), coalesce(sum(reopenings), 0)
      FROM analytics.tickets WHERE (%(origin)s::text IS NULL OR origin = %(origin)s)"""
_COUNTERS = """SELECT source_reopen_count_max, count(*) FROM analytics.tickets
    WHERE (%(origin)s::text IS NULL OR origin = %(origin)s) GROUP BY 1"""


def reopened(connection: psycopg.Connection[Any], origin: str | None = None) -> Figures:
    """How many tickets were reopened and how often, beside the source's own counter."""
    parameters = {"origin": origin}
    tickets, times = single(connection, _REOPENED, parameters)
    return {
        "incidents_reopened_by_state_sequence": tickets,
        "reopenings": int(times),
        "reopen_count_max_dist": distribution(connection, _COUNTERS, parameters),
    }
