"""How cases move from queue to queue, and how many come back."""

from firstline_reporting.read_models.columns import count, different, share, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import CATEGORY, MONTH, PRIORITY, in_time
from firstline_reporting.read_models.live_facts import AGENT, rate
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report

_DIMENSIONS = (
    Dimension("kind", "escalated, handed_back, routed, or source: by the foreign desk itself"),
    Dimension("from", "the queue before"),
    Dimension("to", "the queue after"),
    Dimension("pair", "from which queue to which"),
    Dimension("lines", "from which line to which"),
    MONTH,
    CATEGORY,
    PRIORITY,
    AGENT,
    Dimension("return", "yes: to a queue where the case had been before; no"),
)
_FACTS = f"""SELECT m.*, t.category, t.priority
      FROM analytics.moves AS m JOIN analytics.tickets AS t ON t.ticket_id = m.ticket_id
     WHERE {in_period("m.at")} AND {of_origin("t")}"""  # noqa: S608 - our own words
_COUNTING = Counted(
    facts=_FACTS,
    keys={
        **in_time("f.at"),
        "kind": "f.kind",
        "from": "f.from_queue",
        "to": "f.to_queue",
        "pair": "f.from_queue || ' -> ' || f.to_queue",
        "lines": "f.from_line || ' -> ' || f.to_line",
        "category": "f.category",
        "priority": "f.priority",
        "agent": "f.by_agent",
        "return": "CASE WHEN f.returned THEN 'yes' ELSE 'no' END",
    },
    measures={
        "moves": "count(*)",
        "tickets": "count(DISTINCT f.ticket_id)",
        "direct": "count(*) FILTER (WHERE f.direct)",
        "directly_moved": "count(DISTINCT f.ticket_id) FILTER (WHERE f.direct)",
        "returned": "count(*) FILTER (WHERE f.returned)",
        "tickets_returned": "count(DISTINCT f.ticket_id) FILTER (WHERE f.returned)",
        "bounce_rate": rate("count(*) FILTER (WHERE f.returned)", "count(*)"),
    },
    dimensions=_DIMENSIONS,
)

MOVES = Report(
    name="moves",
    title="From queue to queue",
    about="How cases move from queue to queue, and how many of these moves are returns.",
    columns=(
        text("key", "what the moves share; null: unknown"),
        count("moves", "changes of place in the period"),
        different("tickets", "tickets that were moved"),
        count("direct", "moves without a time in between when no queue was known"),
        different("directly_moved", "tickets with such a move"),
        count("returned", "moves to a queue where the case had been before: bounces"),
        different("tickets_returned", "tickets with such a move"),
        share("bounce_rate", "returned of moves"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "A move is a change from one known queue to another: by an agent who escalates or"
            " hands back, by the desk's rules or a coordinator (routed), or by an imported"
            " ticket's own desk (source). A queue that becomes unknown and is named again is no"
            " move; one to another queue after such a gap is, and is not direct. The agent is"
            " who moved it.",
            _COUNTING,
        ),
    ),
    chart=Chart("bar", ("moves", "returned")),
)
