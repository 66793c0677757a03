"""How content requesters are, and how sure one can be of it."""

from firstline_reporting.read_models.columns import count, number, share, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import CATEGORY, MONTH, PRIORITY, in_time
from firstline_reporting.read_models.live_facts import (
    AGENT,
    DESK_QUEUE,
    LINE,
    UNMERGED,
    rate,
    wilson,
)
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report

_DIMENSIONS = (
    AGENT,
    DESK_QUEUE,
    LINE,
    CATEGORY,
    PRIORITY,
    MONTH,
    Dimension("stars", "1 to 5; unknown: not rated", ordered=True),
)
_FACTS = f"""SELECT r.ticket_id, r.at, r.line, r.queue, r.assignee AS agent, t.category, t.priority,
           g.stars, t.timeline = 'live' OR coalesce(r.at >= w.live_from, false) AS observable
      FROM analytics.resolutions AS r
      JOIN analytics.tickets AS t ON t.ticket_id = r.ticket_id
      LEFT JOIN analytics.went_live AS w ON w.ticket_id = r.ticket_id
      LEFT JOIN reporting.ratings_v1 AS g ON g.ticket_id = r.ticket_id AND g.cycle = r.cycle
     WHERE {in_period("r.at")} AND {of_origin("t")}
       AND {UNMERGED.format("r")}"""  # noqa: S608 - our own words
_N = "count(f.stars)"
_SATISFIED = "count(*) FILTER (WHERE f.stars >= 4)"
_COUNTING = Counted(
    facts=_FACTS,
    keys={
        **in_time("f.at"),
        "agent": "f.agent",
        "queue": "f.queue",
        "line": "f.line",
        "category": "f.category",
        "priority": "f.priority",
        "stars": "f.stars",
    },
    measures={
        "ratings": _N,
        "resolutions": "count(*)",
        "response_share": rate(_N, "count(*)"),
        "mean": "avg(f.stars)::float8",
        "satisfied": _SATISFIED,
        "satisfied_share": rate(_SATISFIED, _N),
        "satisfied_low": wilson("-", _SATISFIED, _N),
        "satisfied_high": wilson("+", _SATISFIED, _N),
    },
    dimensions=_DIMENSIONS,
    partly=True,
)

RATINGS = Report(
    name="ratings",
    title="How content requesters are",
    about="How content requesters are with resolutions, of how many, and how sure that is.",
    columns=(
        text("key", "what the resolutions share; null: unknown"),
        count("ratings", "n: resolutions of the period that were rated"),
        count("resolutions", "all resolutions of the period"),
        share("response_share", "ratings of resolutions"),
        number("mean", "mean of the ratings", "stars"),
        count("satisfied", "ratings of 4 or 5 stars"),
        share("satisfied_share", "satisfied of ratings"),
        share("satisfied_low", "from where the true share lies, with 95 % confidence"),
        share("satisfied_high", "and up to where"),
        count("not_observable", "resolutions by a source, which nobody could rate"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "A rating belongs to the resolution that it rates, by whose time the period goes, and"
            " is credited to who had the case then. Satisfied: 4 or 5 stars. The interval is"
            " Wilson's score interval at 95 %. Tickets that are merged away are outside.",
            _COUNTING,
        ),
    ),
    unobservable="What a source resolved could not be rated here: it is not observable.",
    chart=Chart("bar", ("satisfied_share",)),
)
