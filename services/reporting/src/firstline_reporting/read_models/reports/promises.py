"""What foreign desks say of their own promises."""

from firstline_reporting.read_models.columns import count, share, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import (
    CATEGORY,
    CHANNEL,
    MONTH,
    OF_TICKETS,
    QUEUE,
    SOURCE_PRIORITY,
    in_time,
)
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Report

_DIMENSIONS = (SOURCE_PRIORITY, CATEGORY, CHANNEL, QUEUE, MONTH)
_FACTS = f"""SELECT t.*, t.source_made_sla IS NOT NULL AS observable FROM analytics.tickets AS t
     WHERE t.origin IS NOT NULL
       AND {in_period("t.opened_at")} AND {of_origin("t")}"""  # noqa: S608 - our own words

PROMISES = Report(
    name="promises",
    title="Promises by the source's own word",
    about="Whether foreign desks say that they kept their own promises.",
    columns=(
        text("key", "the priority, category, … that the tickets share; null: unknown"),
        count("tickets", "tickets of foreign desks, opened in the period"),
        count("kept", "of these, those whose desk says that it kept its promise"),
        count("broken", "those whose desk says that it didn't"),
        share("broken_rate", "broken of tickets"),
        count("not_observable", "tickets whose desk says nothing"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "The last word of the foreign desk on each of its tickets; what it promised, and by"
            " which clock, it does not say.",
            Counted(
                facts=_FACTS,
                keys={**OF_TICKETS, **in_time("f.opened_at")},
                measures={
                    "tickets": "count(*)",
                    "kept": "count(*) FILTER (WHERE f.source_made_sla)",
                    "broken": "count(*) FILTER (WHERE NOT f.source_made_sla)",
                    "broken_rate": "count(*) FILTER (WHERE NOT f.source_made_sla)::float8"
                    " / nullif(count(*), 0)",
                },
                dimensions=_DIMENSIONS,
                partly=True,
            ),
        ),
    ),
    unobservable="the source says nothing of its promise",
    chart=Chart("bar", ("broken_rate",)),
)
