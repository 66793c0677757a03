"""Requests by requesters that a higher line take over, and what became of them."""

from firstline_reporting.read_models.columns import count, number, share, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import CATEGORY, MONTH, PRIORITY, in_time
from firstline_reporting.read_models.live_facts import AGENT, HOURS, LINE, middle, rate
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report

_DIMENSIONS = (
    LINE,
    Dimension("outcome", "accepted, declined or waiting"),
    MONTH,
    CATEGORY,
    PRIORITY,
    AGENT,
)
_FACTS = f"""SELECT q.*, t.category, t.priority,
           {HOURS.format("q.answered_at - q.asked_at")} AS hours
      FROM analytics.escalation_requests AS q
      JOIN analytics.tickets AS t ON t.ticket_id = q.ticket_id
     WHERE {in_period("q.asked_at")} AND {of_origin("t")}"""  # noqa: S608 - our own words
_ACCEPTED = "count(*) FILTER (WHERE f.outcome = 'accepted')"
_COUNTING = Counted(
    facts=_FACTS,
    keys={
        **in_time("f.asked_at"),
        "line": "f.line",
        "outcome": "f.outcome",
        "category": "f.category",
        "priority": "f.priority",
        "agent": "f.answered_by",
    },
    measures={
        "requests": "count(*)",
        "accepted": _ACCEPTED,
        "declined": "count(*) FILTER (WHERE f.outcome = 'declined')",
        "waiting": "count(*) FILTER (WHERE f.outcome = 'waiting')",
        "acceptance": rate(_ACCEPTED, "count(*) FILTER (WHERE f.outcome <> 'waiting')"),
        "answer_p50": middle(0.5, "f.hours"),
        "answer_p90": middle(0.9, "f.hours"),
    },
    dimensions=_DIMENSIONS,
)

ESCALATION_REQUESTS = Report(
    name="escalation-requests",
    title="Requests to be escalated",
    about="What requesters asked for when they asked for a higher line, and what they got.",
    columns=(
        text("key", "what the requests share; null: unknown"),
        count("requests", "requests made in the period"),
        count("accepted", "of these, those that led to an escalation"),
        count("declined", "those that were declined, with a reason"),
        count("waiting", "those without an answer yet"),
        share("acceptance", "accepted of those that have an answer"),
        number("answer_p50", "half of the answers came within", "hours"),
        number("answer_p90", "nine in ten of them within", "hours"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "A request counts when the requester asked. It is answered by the escalation that"
            " accepts it or by the refusal that declines it; the desk itself declines one whose"
            " ticket comes to rest meanwhile. The line is the one that was asked to give the case"
            " up, the agent the one who answered; unknown: the desk itself, or nobody yet.",
            _COUNTING,
        ),
    ),
    chart=Chart("bar", ("accepted", "declined")),
)
