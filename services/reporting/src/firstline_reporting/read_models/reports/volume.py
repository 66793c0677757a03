"""How many requests for help were opened, and when."""

from firstline_reporting.read_models.columns import count, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import (
    CATEGORY,
    CHANNEL,
    CODE,
    DAY,
    HOUR,
    MONTH,
    OF_TICKETS,
    ORIGIN,
    PRIORITY,
    QUEUE,
    SOURCE_PRIORITY,
    WEEKDAY,
    in_time,
)
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Report

_DIMENSIONS = (
    MONTH, WEEKDAY, HOUR, DAY, CATEGORY, CHANNEL, PRIORITY, SOURCE_PRIORITY, QUEUE, CODE, ORIGIN,
)  # fmt: skip
_OPENED = f"""SELECT t.* FROM analytics.tickets AS t
    WHERE {in_period("t.opened_at")} AND {of_origin("t")}"""  # noqa: S608 - our own words
_COUNTING = Counted(
    facts=_OPENED,
    keys={**in_time("f.opened_at"), **OF_TICKETS},
    measures={
        "tickets": "count(*)",
        "with_problem": "count(f.source_problem)",
    },
    dimensions=_DIMENSIONS,
)

VOLUME = Report(
    name="volume",
    title="Tickets opened",
    about="How many requests for help were opened, and when, how and about what.",
    columns=(
        text("key", "the month, weekday, hour, … or word that the tickets share; null: unknown"),
        count("tickets", "tickets opened in the period"),
        count("with_problem", "of these, those that the source ties to a problem"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "A ticket counts once, when it was opened; months, days and hours are those of the"
            " zone. Category, priority, queue and closing code are as they stand now.",
            _COUNTING,
        ),
    ),
    chart=Chart("bar", ("tickets",)),
)
