"""Which tickets came back after they had been resolved or closed."""

from collections.abc import Mapping
from typing import Any

import psycopg

from firstline_reporting.read_models.columns import count, share, text
from firstline_reporting.read_models.counted import Counted
from firstline_reporting.read_models.counting import distribution, single
from firstline_reporting.read_models.dimensions import (
    CATEGORY,
    CHANNEL,
    MONTH,
    OF_TICKETS,
    PRIORITY,
    SOURCE_PRIORITY,
    in_time,
)
from firstline_reporting.read_models.question import Question, in_period, of_origin
from firstline_reporting.read_models.report import Answer, Chart, Definition, Dimension, Report

_DIMENSIONS = (
    Dimension("reopenings", "how often the ticket came back", ordered=True),
    MONTH,
    CATEGORY,
    CHANNEL,
    PRIORITY,
    SOURCE_PRIORITY,
)
_WHERE = f"WHERE {in_period('t.opened_at')} AND {of_origin('t')}"
_REOPENED = f"""SELECT count(*) FILTER (WHERE reopenings > 0), coalesce(sum(reopenings), 0)
      FROM analytics.tickets AS t {_WHERE}"""  # noqa: S608 - our own words
_COUNTERS = f"""SELECT source_reopen_count_max, count(*)
      FROM analytics.tickets AS t {_WHERE} GROUP BY 1"""  # noqa: S608 - our own words
_RESTED = f"""SELECT t.*, rested.ticket_id IS NOT NULL AS rested
      FROM analytics.tickets AS t
      LEFT JOIN (SELECT DISTINCT ticket_id FROM analytics.ticket_history
                  WHERE aspect = 'status' AND value IN ('resolved', 'closed')) AS rested
        ON rested.ticket_id = t.ticket_id
     {_WHERE}"""  # noqa: S608 - our own words
_COUNTING = Counted(
    facts=_RESTED,
    keys={**OF_TICKETS, **in_time("f.opened_at"), "reopenings": "f.reopenings"},
    measures={
        "tickets": "count(*)",
        "rested": "count(*) FILTER (WHERE f.rested)",
        "reopened": "count(*) FILTER (WHERE f.reopenings > 0)",
        "reopenings": "coalesce(sum(f.reopenings), 0)::bigint",
        "rate": "count(*) FILTER (WHERE f.reopenings > 0)::float8"
        " / nullif(count(*) FILTER (WHERE f.rested), 0)",
    },
    dimensions=_DIMENSIONS,
)


def reopened(connection: psycopg.Connection[Any], question: Question) -> Answer:
    """How many tickets came back and how often, beside the source's own counter."""
    counted = _COUNTING.answer(connection, question)
    return counted._replace(figures=_figures(connection, question))


def _figures(connection: psycopg.Connection[Any], question: Question) -> Mapping[str, Any]:
    parameters = question.parameters()
    tickets, times = single(connection, _REOPENED, parameters)
    return {
        "incidents_reopened_by_state_sequence": tickets,
        "reopenings": int(times),
        "reopen_count_max_dist": distribution(connection, _COUNTERS, parameters),
    }


REOPENED = Report(
    name="reopened",
    title="Who came back",
    about="Which tickets came back after they had been resolved or closed.",
    columns=(
        text("key", "what the tickets share; null: unknown"),
        count("tickets", "tickets opened in the period"),
        count("rested", "of these, those that were ever resolved or closed"),
        count("reopened", "of these, those that came back"),
        count("reopenings", "how often they came back, in all"),
        share("rate", "reopened of rested; null where none rested"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        Definition(
            1,
            "A ticket is reopened when it goes from resolved or closed to a known status that is"
            " neither. `reopen_count_max_dist` is the highest that the source's own counter stood"
            " at, where it has one.",
            reopened,
            _COUNTING.tickets,
        ),
    ),
    figures={
        "incidents_reopened_by_state_sequence": int,
        "reopenings": int,
        "reopen_count_max_dist": dict[str, int],
    },
    chart=Chart("bar", ("rate",)),
)
