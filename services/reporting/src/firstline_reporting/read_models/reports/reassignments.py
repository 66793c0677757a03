"""How often tickets changed hands, and how often they came back to where they had been."""

from firstline_reporting.read_models.columns import count, share, text
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
from firstline_reporting.read_models.question import Question, in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Option, Report

_DIMENSIONS = (
    Dimension("reassignments", "how often the ticket changed hands", ordered=True),
    Dimension("places", "in how many different hands it was", ordered=True),
    Dimension("source_count", "reassignments by the foreign desk's own counter", ordered=True),
    MONTH,
    CATEGORY,
    CHANNEL,
    PRIORITY,
    SOURCE_PRIORITY,
    QUEUE,
)


def _facts(question: Question) -> str:
    """One row per ticket; `hands` leaves out the times when nobody was named."""
    aspect = "assignee" if question.options["of"] == "assignee" else "queue"
    return f"""SELECT t.*, coalesce(h.changes, 0) AS changes, coalesce(h.places, 0) AS places,
           coalesce(h.returns, 0) AS returns, coalesce(h.direct, 0) AS direct,
           coalesce(h.places, 0) > 0 AS observable
      FROM analytics.tickets AS t
      LEFT JOIN ({_HANDS.format(aspect=aspect)}) AS h ON h.ticket_id = t.ticket_id
     WHERE {in_period("t.opened_at")} AND {of_origin("t")}"""  # noqa: S608 - our own words


_HANDS = """SELECT ticket_id, count(*) FILTER (WHERE next_to) AS changes,
           count(DISTINCT value) AS places,
           count(*) FILTER (WHERE moved) - count(DISTINCT value) AS returns,
           count(*) FILTER (WHERE moved AND value = two_before) AS direct
      FROM (
        SELECT *, lag(value, 2) OVER (PARTITION BY ticket_id, moved ORDER BY sequence) AS two_before
          FROM (
            SELECT ticket_id, sequence, value, prior IS NOT NULL AS next_to,
                   value IS DISTINCT FROM
                     lag(value) OVER (PARTITION BY ticket_id ORDER BY sequence) AS moved
              FROM (
                SELECT ticket_id, sequence, value,
                       lag(value) OVER (PARTITION BY ticket_id ORDER BY sequence) AS prior
                  FROM analytics.ticket_history WHERE aspect = '{aspect}'
              ) AS every WHERE value IS NOT NULL
          ) AS named
      ) AS hands
     GROUP BY ticket_id"""
_TICKETS = "nullif(count(*), 0)"
_COUNTING = Counted(
    facts=_facts,
    keys={
        **OF_TICKETS,
        **in_time("f.opened_at"),
        "reassignments": "f.changes",
        "places": "f.places",
        "source_count": "f.source_reassignment_count",
    },
    measures={
        "tickets": "count(*)",
        "reassigned": "count(*) FILTER (WHERE f.changes > 0)",
        "reassignments": "coalesce(sum(f.changes), 0)::bigint",
        "ping_pong": "count(*) FILTER (WHERE f.returns > 0)",
        "returns": "coalesce(sum(f.returns), 0)::bigint",
        "direct_ping_pong": "count(*) FILTER (WHERE f.direct > 0)",
        "direct_returns": "coalesce(sum(f.direct), 0)::bigint",
        "rate": f"count(*) FILTER (WHERE f.changes > 0)::float8 / {_TICKETS}",
        "ping_pong_rate": f"count(*) FILTER (WHERE f.returns > 0)::float8 / {_TICKETS}",
    },
    dimensions=_DIMENSIONS,
    partly=True,
)

REASSIGNMENTS = Report(
    name="reassignments",
    title="Reassignments and ping-pong",
    about="How often tickets changed hands, and came back to where they had been.",
    columns=(
        text("key", "the number, or the word, that the tickets share; null: unknown"),
        count("tickets", "tickets opened in the period that were ever in known hands"),
        count("reassigned", "of these, those that changed hands"),
        count("reassignments", "how often, from one known group or person straight to another"),
        count("ping_pong", "tickets that came back to hands where they had been before"),
        count("returns", "how often they did"),
        count("direct_ping_pong", "tickets that went from A to B and straight back to A"),
        count("direct_returns", "how often they did"),
        share("rate", "reassigned of tickets"),
        share("ping_pong_rate", "ping-pong of tickets"),
        count("not_observable", "tickets for which nobody was ever named"),
    ),
    dimensions=_DIMENSIONS,
    options=(Option("of", "whose hands: groups or persons", ("queue", "assignee")),),
    definitions=(
        counted(
            1,
            "A reassignment leads from one known group straight to another one; the first group is"
            " none. A return leads to a group that had the ticket before, whether or not nobody was"
            " named in between; it is direct when exactly one other group had it in between.",
            _COUNTING,
        ),
    ),
    unobservable="nobody was ever named",
    chart=Chart("bar", ("tickets",)),
)
