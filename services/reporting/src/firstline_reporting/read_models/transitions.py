"""How tickets move from state to state, in the source's own words."""

from typing import Any

import psycopg

from firstline_reporting.read_models.report import Figures, distribution, over_all_tickets

DEFINITION = "transitions@1"
"""A transition is a change between two consecutive statements of a ticket's state by its source.
The word that is implied before the source's first statement is none, so nothing leads away from it
unless that first statement confirms it."""

_TRANSITIONS = """SELECT a.value || ' -> ' || b.value, count(*)
      FROM analytics.ticket_history AS a
      JOIN analytics.ticket_history AS b
        ON b.ticket_id = a.ticket_id AND b.aspect = 'source_status' AND b.sequence = a.next_sequence
      JOIN analytics.tickets AS t ON t.ticket_id = a.ticket_id
     WHERE a.aspect = 'source_status' AND a.value <> b.value
       AND (a.sequence > 1 OR t.first_source_status = a.value)
       AND (%(origin)s::text IS NULL OR t.origin = %(origin)s)
     GROUP BY 1"""
_FIRST = """SELECT first_source_status, count(*) FROM analytics.tickets
    WHERE (%(origin)s::text IS NULL OR origin = %(origin)s) GROUP BY 1"""
_LAST = """SELECT source_status, count(*) FROM analytics.tickets
    WHERE (%(origin)s::text IS NULL OR origin = %(origin)s) GROUP BY 1"""


def transitions(connection: psycopg.Connection[Any], origin: str | None = None) -> Figures:
    """Every kind of transition with its count; the first and the last state stated."""
    parameters = {"origin": origin}
    over_all_tickets(connection)
    return {
        "state_transitions": distribution(connection, _TRANSITIONS, parameters),
        "first_row_state": distribution(connection, _FIRST, parameters),
        "last_row_state": distribution(connection, _LAST, parameters),
    }
