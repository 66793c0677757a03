"""How long it took until a request was resolved."""

from firstline_reporting.read_models.columns import count, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import (
    CATEGORY,
    CHANNEL,
    MONTH,
    OF_TICKETS,
    PRIORITY,
    QUEUE,
    SOURCE_PRIORITY,
    in_time,
)
from firstline_reporting.read_models.durations import hours_columns, hours_measures
from firstline_reporting.read_models.question import Question, in_period, of_origin
from firstline_reporting.read_models.report import Chart, Option, Report

BY_STATE, BY_SOURCE = "by_state", "by_source"
_DIMENSIONS = (PRIORITY, SOURCE_PRIORITY, CATEGORY, CHANNEL, QUEUE, MONTH)
_WHERE = f"{in_period('t.opened_at')} AND {of_origin('t')}"
_STATED = f"""SELECT t.*, t.source_resolved_at - t.opened_at AS took,
           t.source_resolved_at IS NOT NULL AS observable
      FROM analytics.tickets AS t
     WHERE t.origin IS NOT NULL AND t.status = 'closed' AND {_WHERE}"""  # noqa: S608 - our own
_LAST = f"""SELECT t.*, r.at - t.opened_at AS took, true AS observable
      FROM analytics.tickets AS t
      JOIN (SELECT ticket_id, max(at) AS at FROM analytics.resolutions GROUP BY 1) AS r
        ON r.ticket_id = t.ticket_id
     WHERE {_WHERE}"""  # noqa: S608 - our own words
_CYCLES = f"""SELECT t.*, r.at - coalesce(r.began, t.opened_at) AS took, true AS observable
      FROM analytics.tickets AS t
      JOIN (SELECT ticket_id, at, lag(reopened_at) OVER life AS began
              FROM analytics.resolutions
            WINDOW life AS (PARTITION BY ticket_id ORDER BY sequence)) AS r
        ON r.ticket_id = t.ticket_id
     WHERE {_WHERE}"""  # noqa: S608 - our own words


def _counting(by_state: str) -> Counted:
    """By the source it is measured alike in every version: it states one time per ticket."""

    def facts(question: Question) -> str:
        return _STATED if question.options["clock"] == BY_SOURCE else by_state

    return Counted(
        facts=facts,
        keys={**OF_TICKETS, **in_time("f.opened_at")},
        measures=hours_measures("f.took"),
        dimensions=_DIMENSIONS,
        partly=True,
    )


_SOURCE = (
    " By the source: from opening to the time that the foreign desk states when it closes; closed"
    " tickets for which it states none are not observable. Tickets opened in the period; priority,"
    " category and queue as they stand now; calendar time."
)

RESOLUTION = Report(
    name="resolution",
    title="Time to resolution",
    about="How long it took until requests were resolved, in percentiles.",
    columns=(
        text("key", "the priority, category, … that they share; null: unknown"),
        *hours_columns("resolutions"),
        count("not_observable", "tickets for which the source states no time of resolution"),
    ),
    dimensions=_DIMENSIONS,
    options=(
        Option("clock", "measured by the ticket's states or by the source", (BY_STATE, BY_SOURCE)),
    ),
    definitions=(
        counted(
            1,
            "By state: from opening to the last time that the ticket came to rest, once per ticket;"
            " a reopened ticket counts the time that it rested between." + _SOURCE,
            _counting(_LAST),
        ),
        counted(
            2,
            "By state: each cycle by itself, from opening or reopening until the ticket came to"
            " rest; a reopened ticket counts once per cycle, without the rest between." + _SOURCE,
            _counting(_CYCLES),
        ),
    ),
    unobservable="the source states no time of resolution",
    chart=Chart("range", ("p25", "p50", "p75", "p95"), "Hours to resolution, logarithmic"),
)
