"""How tickets move from state to state, in the source's own words."""

from firstline_reporting.read_models.columns import count, text
from firstline_reporting.read_models.figured import Distributed, distributed
from firstline_reporting.read_models.question import of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report

_MOVES = f"""SELECT a.ticket_id, a.value || ' -> ' || b.value AS key
      FROM analytics.ticket_history AS a
      JOIN analytics.ticket_history AS b
        ON b.ticket_id = a.ticket_id AND b.aspect = 'source_status' AND b.sequence = a.next_sequence
      JOIN analytics.tickets AS t ON t.ticket_id = a.ticket_id
     WHERE a.aspect = 'source_status' AND a.value <> b.value
       AND (a.sequence > 1 OR t.first_source_status = a.value)
       AND {of_origin("t")}"""  # noqa: S608 - our own words
_WORD = f"""SELECT t.ticket_id, t.{{}} AS key
    FROM analytics.tickets AS t WHERE {of_origin("t")}"""  # noqa: S608 - our own words

TRANSITIONS = Report(
    name="transitions",
    title="From state to state",
    about="How tickets move from state to state, in the source's words.",
    columns=(
        text("key", "the move, or the state"),
        count("count", "how often it was made; tickets, for a state"),
    ),
    dimensions=(
        Dimension("move", "from one state to the next"),
        Dimension("first", "the state that the source stated first"),
        Dimension("last", "the state that it stated last"),
    ),
    takes=frozenset(),
    definitions=(
        distributed(
            1,
            "A transition is a change between two consecutive statements of a ticket's state by its"
            " source. The word that is implied before the source's first statement is none, so"
            " nothing leads away from it unless that first statement confirms it.",
            Distributed(
                {
                    "move": ("state_transitions", _MOVES),
                    "first": ("first_row_state", _WORD.format("first_source_status")),
                    "last": ("last_row_state", _WORD.format("source_status")),
                }
            ),
        ),
    ),
    figures={
        "state_transitions": dict[str, int],
        "first_row_state": dict[str, int],
        "last_row_state": dict[str, int],
    },
    chart=Chart("bar", ("count",)),
)
