"""How tickets were resolved, where, by whom, and how many of these resolutions did not hold."""

from firstline_reporting.read_models.columns import count, different, share, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import CATEGORY, MONTH, PRIORITY, in_time
from firstline_reporting.read_models.live_facts import AGENT, DESK_QUEUE, LINE, rate
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report

_DIMENSIONS = (
    Dimension("outcome", "how it was resolved; unknown: closed without that"),
    LINE,
    DESK_QUEUE,
    AGENT,
    CATEGORY,
    PRIORITY,
    MONTH,
    Dimension("cycle", "the ticket's first resolution, its second …", ordered=True),
    Dimension("held", "yes; no: it was undone by reopening"),
)
_FACTS = f"""SELECT r.*, t.category, t.priority
      FROM analytics.resolutions AS r JOIN analytics.tickets AS t ON t.ticket_id = r.ticket_id
     WHERE {in_period("r.at")} AND {of_origin("t")}"""  # noqa: S608 - our own words
_COUNTING = Counted(
    facts=_FACTS,
    keys={
        **in_time("f.at"),
        "outcome": "f.outcome",
        "line": "f.line",
        "queue": "f.queue",
        "agent": "f.assignee",
        "category": "f.category",
        "priority": "f.priority",
        "cycle": "f.cycle",
        "held": "CASE WHEN f.reopened_at IS NULL THEN 'yes' ELSE 'no' END",
    },
    measures={
        "resolutions": "count(*)",
        "tickets": "count(DISTINCT f.ticket_id)",
        "reopened": "count(f.reopened_at)",
        "reopening_rate": rate("count(f.reopened_at)", "count(*)"),
    },
    dimensions=_DIMENSIONS,
)

RESOLUTIONS = Report(
    name="resolutions",
    title="How it was resolved",
    about="How tickets were resolved, where and by whom, and how many of these did not hold.",
    columns=(
        text("key", "what the resolutions share; null: unknown"),
        count("resolutions", "times that a ticket came to rest in the period"),
        different("tickets", "different tickets among them"),
        count("reopened", "resolutions that were undone by reopening the ticket"),
        share("reopening_rate", "reopened of resolutions"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "A resolution is a ticket's coming to rest: resolved, or closed without that; closing"
            " what is resolved is none. It is reopened when the ticket goes back to work before"
            " another resolution, however late. Line, queue and agent are those that had the case"
            " at that moment.",
            _COUNTING,
        ),
    ),
    chart=Chart("bar", ("reopening_rate",)),
)
