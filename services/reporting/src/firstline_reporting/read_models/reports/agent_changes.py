"""How cases go from agent to agent, and how many come back."""

from firstline_reporting.read_models.columns import count, different, share, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import CATEGORY, MONTH, PRIORITY, in_time
from firstline_reporting.read_models.live_facts import rate
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report

_DIMENSIONS = (
    MONTH,
    Dimension("from", "the agent before"),
    Dimension("to", "the agent after"),
    CATEGORY,
    PRIORITY,
    Dimension("return", "yes: to an agent who had had the case before; no"),
)
_FACTS = f"""SELECT s.*, t.category, t.priority
      FROM (SELECT h.ticket_id, h.valid_from AS at, h.value AS to_agent,
                   lag(h.value) OVER held AS from_agent,
                   row_number() OVER (PARTITION BY h.ticket_id, h.value ORDER BY h.sequence) > 1
                     AS returned
              FROM analytics.ticket_history AS h
             WHERE h.aspect = 'desk_assignee' AND h.value IS NOT NULL
            WINDOW held AS (PARTITION BY h.ticket_id ORDER BY h.sequence)) AS s
      JOIN analytics.tickets AS t ON t.ticket_id = s.ticket_id
     WHERE s.from_agent <> s.to_agent
       AND {in_period("s.at")} AND {of_origin("t")}"""  # noqa: S608 - our own words
_RETURNED = "count(*) FILTER (WHERE f.returned)"
_COUNTING = Counted(
    facts=_FACTS,
    keys={
        **in_time("f.at"),
        "from": "f.from_agent",
        "to": "f.to_agent",
        "category": "f.category",
        "priority": "f.priority",
        "return": "CASE WHEN f.returned THEN 'yes' ELSE 'no' END",
    },
    measures={
        "changes": "count(*)",
        "tickets": "count(DISTINCT f.ticket_id)",
        "returned": _RETURNED,
        "tickets_returned": "count(DISTINCT f.ticket_id) FILTER (WHERE f.returned)",
        "return_rate": rate(_RETURNED, "count(*)"),
    },
    dimensions=_DIMENSIONS,
)

AGENT_CHANGES = Report(
    name="agent-changes",
    title="From agent to agent",
    about="How cases go from agent to agent, and how many of these changes are returns.",
    columns=(
        text("key", "what the changes share; null: unknown"),
        count("changes", "changes of agent in the period"),
        different("tickets", "tickets that changed hands"),
        count("returned", "changes to an agent who had had the case before: ping-pong"),
        different("tickets_returned", "tickets with such a change"),
        share("return_rate", "returned of changes"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "A change of agent leads from one agent to another, whether or not nobody had the"
            " case in between; the first agent of a case is none. On an imported ticket the"
            " agents are those that its source names.",
            _COUNTING,
        ),
    ),
    chart=Chart("bar", ("changes", "returned")),
)
