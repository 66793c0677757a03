"""What each line does with the cases that reach it: keeps them, escalates them, gives them back."""

from firstline_reporting.read_models.columns import count, different, number, share, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import CATEGORY, MONTH, PRIORITY, in_time
from firstline_reporting.read_models.live_facts import HOURS, LINE, middle, rate
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report

_DIMENSIONS = (
    LINE,
    Dimension("went", "escalated, handed_back or routed; unknown: it stayed"),
    Dimension("return", "yes: in a queue where the case had been before; no"),
    CATEGORY,
    MONTH,
    PRIORITY,
)
_FACTS = f"""SELECT h.ticket_id, h.value AS line, h.valid_from AS at, t.category, t.priority,
           coalesce(came.returned, false) AS returned, went.kind AS went,
           {HOURS.format("h.valid_to - h.valid_from")} AS hours
      FROM analytics.ticket_history AS h
      JOIN analytics.tickets AS t ON t.ticket_id = h.ticket_id
      LEFT JOIN analytics.moves AS came
        ON came.ticket_id = h.ticket_id AND came.sequence = h.sequence
      LEFT JOIN analytics.moves AS went
        ON went.ticket_id = h.ticket_id AND went.sequence = h.next_sequence
     WHERE h.aspect = 'line' AND h.value IS NOT NULL
       AND {in_period("h.valid_from")} AND {of_origin("t")}"""  # noqa: S608 - our own words
_ESCALATED = "count(*) FILTER (WHERE f.went = 'escalated')"
_BACK = "count(*) FILTER (WHERE f.went = 'handed_back')"
_RETURNED = "count(*) FILTER (WHERE f.returned)"
_COUNTING = Counted(
    facts=_FACTS,
    keys={
        **in_time("f.at"),
        "line": "f.line",
        "went": "f.went",
        "return": "CASE WHEN f.returned THEN 'yes' ELSE 'no' END",
        "category": "f.category",
        "priority": "f.priority",
    },
    measures={
        "arrivals": "count(*)",
        "tickets": "count(DISTINCT f.ticket_id)",
        "escalated": _ESCALATED,
        "escalation_rate": rate(_ESCALATED, "count(*)"),
        "handed_back": _BACK,
        "hand_back_rate": rate(_BACK, "count(*)"),
        "returned": _RETURNED,
        "bounce_rate": rate(_RETURNED, "count(*)"),
        "stay_p50": middle(0.5, "f.hours"),
    },
    dimensions=_DIMENSIONS,
)

LINES = Report(
    name="lines",
    title="What each line passes on",
    about="How many cases reach each line, and how many it escalates or hands back.",
    columns=(
        text("key", "what the arrivals share; null: unknown"),
        count("arrivals", "cases that came to a line in the period, each time they did"),
        different("tickets", "different tickets among them"),
        count("escalated", "arrivals that ended with an escalation to a higher line"),
        share("escalation_rate", "escalated of arrivals"),
        count("handed_back", "arrivals that ended with a hand-back to a lower line"),
        share("hand_back_rate", "handed_back of arrivals"),
        count("returned", "arrivals in a queue where the case had been before: bounces"),
        share("bounce_rate", "returned of arrivals"),
        number("stay_p50", "half of those that went on stayed at most", "hours"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "An arrival is the beginning of a case's stay on a line: where it was opened, or by"
            " a move from another line. The stay ends with the move to the next line; a case that"
            " ends keeps its line. An imported ticket has no line until it goes live.",
            _COUNTING,
        ),
    ),
    chart=Chart("bar", ("escalation_rate", "bounce_rate")),
)
