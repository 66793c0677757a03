"""Whether tickets were solved at the first contact, and stayed so."""

from collections.abc import Mapping
from typing import Any

import psycopg

from firstline_reporting.read_models.columns import count, share, text
from firstline_reporting.read_models.counted import Counted
from firstline_reporting.read_models.counting import single
from firstline_reporting.read_models.dimensions import CATEGORY, CHANNEL, MONTH, PRIORITY, in_time
from firstline_reporting.read_models.live_facts import (
    AGENT,
    ANSWERS,
    DESK_QUEUE,
    IMPORTED,
    LINE,
    UNMERGED,
    rate,
)
from firstline_reporting.read_models.question import Question, in_period, of_origin
from firstline_reporting.read_models.report import Answer, Chart, Definition, Dimension, Report

_DIMENSIONS = (
    CATEGORY,
    MONTH,
    CHANNEL,
    PRIORITY,
    DESK_QUEUE,
    LINE,
    AGENT,
    Dimension("result", "first contact, or the first reason why not"),
    Dimension("window", "open: provisional; closed: final"),
)
_ASKED = f"""r.cycle = 1 AND {in_period("r.at")} AND {of_origin("t")}
       AND r.at <= coalesce(%(at)s, now())"""
_FIRST = f"""SELECT r.ticket_id, r.at, r.at + interval '7 days' AS closes, r.outcome,
           r.reopened_at, r.line, r.queue, r.assignee AS agent, t.category, t.channel,
           t.priority, t.requester_id, t.timeline = 'live' AS observable,
           coalesce(%(at)s, now()) AS until
      FROM analytics.resolutions AS r
      JOIN analytics.tickets AS t ON t.ticket_id = r.ticket_id
     WHERE {_ASKED} AND {UNMERGED.format("r")}"""  # noqa: S608 - our own words
_MERGED = f"""SELECT count(*) FROM analytics.resolutions AS r
      JOIN analytics.tickets AS t ON t.ticket_id = r.ticket_id
     WHERE {_ASKED} AND NOT {UNMERGED.format("r")}"""  # noqa: S608 - our own words


def _within(column: str) -> str:
    return f"{column} < r.closes AND {column} <= r.until"


_FACTS = f"""WITH first AS ({_FIRST}), live AS (SELECT * FROM first WHERE observable),
      answered AS (
        SELECT r.ticket_id, count(*) AS answers
          FROM live AS r JOIN ({ANSWERS}) AS a ON a.ticket_id = r.ticket_id AND {_within("a.at")}
         GROUP BY 1),
      moved AS (
        SELECT DISTINCT r.ticket_id
          FROM live AS r JOIN analytics.moves AS m ON m.ticket_id = r.ticket_id
           AND m.from_line <> m.to_line AND {_within("m.at")}),
      again AS (
        SELECT r.ticket_id
          FROM live AS r JOIN analytics.tickets AS t ON t.requester_id = r.requester_id
           AND t.category = r.category AND t.ticket_id <> r.ticket_id AND t.timeline = 'live'
           AND t.opened_at > r.at AND {_within("t.opened_at")}
        UNION
        SELECT r.ticket_id
          FROM live AS r JOIN analytics.interactions AS i ON i.ticket_id = r.ticket_id
           AND i.direction = 'inbound' AND i.at > r.at AND {_within("i.at")})
    SELECT r.*, r.closes > r.until AS provisional,
           coalesce(r.outcome NOT IN ('referred', 'vendor', 'replaced'), true) AS eligible,
           CASE WHEN answered.answers IS NULL THEN 'never answered'
                WHEN answered.answers > 1 THEN 'answered again'
                WHEN moved.ticket_id IS NOT NULL THEN 'another line'
                WHEN {_within("r.reopened_at")} THEN 'reopened'
                WHEN again.ticket_id IS NOT NULL THEN 'came back'
                ELSE 'first contact' END AS result
      FROM first AS r
      LEFT JOIN answered ON answered.ticket_id = r.ticket_id
      LEFT JOIN moved ON moved.ticket_id = r.ticket_id
      LEFT JOIN again ON again.ticket_id = r.ticket_id"""  # noqa: S608 - our own words
_HELD = "count(*) FILTER (WHERE f.result = 'first contact')"
_NET = "count(*) FILTER (WHERE f.result = 'first contact' AND f.eligible)"
_ELIGIBLE = "count(*) FILTER (WHERE f.eligible)"
_COUNTING = Counted(
    facts=_FACTS,
    keys={
        **in_time("f.at"),
        "category": "f.category",
        "channel": "f.channel",
        "priority": "f.priority",
        "queue": "f.queue",
        "line": "f.line",
        "agent": "f.agent",
        "result": "f.result",
        "window": "CASE WHEN f.provisional THEN 'open' ELSE 'closed' END",
    },
    measures={
        "resolved": "count(*)",
        "first_contact": _HELD,
        "gross": rate(_HELD, "count(*)"),
        "eligible": _ELIGIBLE,
        "net": rate(_NET, _ELIGIBLE),
        "provisional": "count(*) FILTER (WHERE f.provisional)",
        "final_gross": rate(
            "count(*) FILTER (WHERE f.result = 'first contact' AND NOT f.provisional)",
            "count(*) FILTER (WHERE NOT f.provisional)",
        ),
    },
    dimensions=_DIMENSIONS,
    partly=True,
)


def first_contact(connection: psycopg.Connection[Any], question: Question) -> Answer:
    """The rates, and how many tickets are outside of them because they were merged away."""
    (merged,) = single(connection, _MERGED, question.parameters())
    figures: Mapping[str, Any] = {"merged": merged}
    return _COUNTING.answer(connection, question)._replace(figures=figures)


FIRST_CONTACT = Report(
    name="first-contact",
    title="Solved at the first contact",
    about="Which tickets were solved at the first contact, and stayed so for seven days.",
    columns=(
        text("key", "what the tickets share; null: unknown"),
        count("resolved", "tickets resolved for the first time in the period"),
        count("first_contact", "of these, those solved at the first contact"),
        share("gross", "first_contact of resolved"),
        count("eligible", "of resolved, those that were neither referred nor replaced"),
        share("net", "the same rate among the eligible"),
        count("provisional", "of resolved, those whose seven days are not over"),
        share("final_gross", "the gross rate of those whose seven days are over"),
        count("not_observable", "resolved tickets whose contacts the source can't show"),
    ),
    dimensions=_DIMENSIONS,
    takes=frozenset({"period", "at"}),
    definitions=(
        Definition(
            1,
            "A ticket is solved at the first contact when, until seven days after its first"
            " resolution: an agent answered exactly once (a visible message, or a contact that"
            " was logged), its line never changed, it was not reopened, and the same requester"
            " neither opened another ticket of the same category nor called about this one."
            " Provisional: until these seven days are over, as of the instant asked for. Gross:"
            " of all resolved. Net: without those referred, given to a vendor, or replaced, which"
            " no first contact could have solved. Tickets that are merged away are outside; their"
            " answers count for the ticket that stands for them.",
            first_contact,
            _COUNTING.tickets,
        ),
    ),
    figures={"merged": int},
    unobservable=IMPORTED,
    chart=Chart("bar", ("gross", "net")),
)
