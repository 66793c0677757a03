"""Major incidents: how many were declared, and how long they were ones."""

from firstline_reporting.read_models.columns import count, different, number, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import CATEGORY, MONTH, in_time
from firstline_reporting.read_models.live_facts import AGENT, HOURS, middle
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Report

_DIMENSIONS = (MONTH, CATEGORY, AGENT)
_FACTS = f"""SELECT m.ticket_id, m.valid_from AS at, m.by_agent, m.valid_to, t.category,
           {HOURS.format("m.valid_to - m.valid_from")} AS hours
      FROM analytics.major_incidents AS m JOIN analytics.tickets AS t ON t.ticket_id = m.ticket_id
     WHERE {in_period("m.valid_from")} AND {of_origin("t")}"""  # noqa: S608 - our own words

MAJOR_INCIDENTS = Report(
    name="major-incidents",
    title="Major incidents",
    about="How many major incidents were declared, and how long they lasted.",
    columns=(
        text("key", "what they share; null: unknown"),
        count("declared", "declarations in the period"),
        different("tickets", "different tickets among them"),
        count("standing", "of these, those that were not lifted"),
        number("lasted_p50", "half of the lifted lasted at most", "hours"),
        number("lasted_longest", "the longest of the lifted", "hours"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "A ticket is a major incident from its declaration until it is lifted. Whether the"
            " ticket rests changes nothing.",
            Counted(
                facts=_FACTS,
                keys={**in_time("f.at"), "category": "f.category", "agent": "f.by_agent"},
                measures={
                    "declared": "count(*)",
                    "tickets": "count(DISTINCT f.ticket_id)",
                    "standing": "count(*) FILTER (WHERE f.valid_to IS NULL)",
                    "lasted_p50": middle(0.5, "f.hours"),
                    "lasted_longest": "max(f.hours)",
                },
                dimensions=_DIMENSIONS,
            ),
        ),
    ),
    chart=Chart("bar", ("declared",)),
)
