"""How long requesters wait until somebody takes notice, and until somebody answers."""

from firstline_reporting.read_models.columns import count, number, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import (
    CATEGORY,
    CHANNEL,
    MONTH,
    OF_TICKETS,
    PRIORITY,
    in_time,
)
from firstline_reporting.read_models.live_facts import (
    ANSWERS,
    DESK_QUEUE,
    HOURS,
    IMPORTED,
    LINE,
    UNMERGED,
    middle,
)
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report

_DIMENSIONS = (
    PRIORITY,
    LINE,
    DESK_QUEUE,
    CHANNEL,
    CATEGORY,
    MONTH,
    Dimension("state", "answered, waiting or never answered"),
)


def _waited(until: str) -> str:
    """A contact may have begun before the ticket was opened: nobody waited then.

    Null stays null, which `greatest` alone would take for nothing at all.
    """
    waited = HOURS.format(f"greatest({until} - t.opened_at, interval '0')")
    return f"CASE WHEN {until} IS NOT NULL THEN {waited} END"


_FACTS = f"""SELECT t.ticket_id, t.opened_at, t.category, t.channel, t.priority,
           t.source_priority, t.source_code, t.origin, c.first_line AS line,
           c.first_queue AS queue, t.timeline = 'live' AS observable,
           t.status IN ('resolved', 'closed') AS rested,
           {_waited("least(c.first_assigned_at, a.at)")} AS acknowledged,
           {_waited("a.at")} AS answered
      FROM analytics.tickets AS t
      LEFT JOIN analytics.cases AS c ON c.ticket_id = t.ticket_id
      LEFT JOIN (SELECT ticket_id, min(at) AS at FROM ({ANSWERS}) AS said GROUP BY 1) AS a
        ON a.ticket_id = t.ticket_id
     WHERE {in_period("t.opened_at")} AND {of_origin("t")}
       AND {UNMERGED.format("t")}"""  # noqa: S608 - our own words
_STATE = """CASE WHEN f.answered IS NOT NULL THEN 'answered'
    WHEN f.rested THEN 'never answered' ELSE 'waiting' END"""
_COUNTING = Counted(
    facts=_FACTS,
    keys={**OF_TICKETS, **in_time("f.opened_at"), "line": "f.line", "state": _STATE},
    measures={
        "tickets": "count(*)",
        "answered": "count(f.answered)",
        "waiting": "count(*) FILTER (WHERE f.answered IS NULL AND NOT f.rested)",
        "never": "count(*) FILTER (WHERE f.answered IS NULL AND f.rested)",
        "acknowledged_p50": middle(0.5, "f.acknowledged"),
        "acknowledged_p90": middle(0.9, "f.acknowledged"),
        "response_p50": middle(0.5, "f.answered"),
        "response_p90": middle(0.9, "f.answered"),
        "response_p95": middle(0.95, "f.answered"),
        "response_mean": "avg(f.answered)",
    },
    dimensions=_DIMENSIONS,
    partly=True,
)

RESPONSE = Report(
    name="response",
    title="How long until an answer",
    about="How long until an agent takes a ticket, and until the requester hears from one.",
    columns=(
        text("key", "what the tickets share; null: unknown"),
        count("tickets", "tickets opened in the period"),
        count("answered", "of these, those that an agent has answered"),
        count("waiting", "those that still wait for an answer"),
        count("never", "those that came to rest without one"),
        number("acknowledged_p50", "half were acknowledged within", "hours"),
        number("acknowledged_p90", "nine in ten were acknowledged within", "hours"),
        number("response_p50", "half of the answered were answered within", "hours"),
        number("response_p90", "nine in ten of them within", "hours"),
        number("response_p95", "95 in 100 of them within", "hours"),
        number("response_mean", "mean time until the answer", "hours"),
        count("not_observable", "tickets whose answers the source can't show"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "By the calendar's hours, from the opening. Answered: the first visible message by an"
            " agent, or the first contact that was logged; an acknowledgement by the system, a"
            " note or a change of status never counts. Acknowledged: when an agent had the case"
            " for the first time, or answered, whichever came first. Line and queue are those"
            " where the case began. Tickets that are merged away are outside; their answers count"
            " for the ticket that stands for them.",
            _COUNTING,
        ),
    ),
    unobservable=IMPORTED,
    chart=Chart("bar", ("response_p50", "response_p90")),
)
