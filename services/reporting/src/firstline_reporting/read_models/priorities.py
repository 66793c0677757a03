"""How important tickets are: by the source's own words, and whether triage agrees with them."""

from typing import Any

import psycopg

from firstline_reporting.read_models.agreement import agreement
from firstline_reporting.read_models.report import Figures, distribution, over_all_tickets, single

DEFINITION = "priorities@1"
"""The last words of the source for priority, impact and urgency. A change of priority lies between
two consecutive statements that are both known; the first statement is no change."""

_ORIGIN = "(%(origin)s::text IS NULL OR t.origin = %(origin)s)"
_LAST = f"""SELECT source_{{0}}, count(*) FROM analytics.tickets AS t
    WHERE {_ORIGIN} GROUP BY 1"""  # noqa: S608 - our own words
_MATRIX = f"""SELECT source_impact || '|' || source_urgency || '|' || source_priority, count(*)
      FROM analytics.tickets AS t WHERE {_ORIGIN} GROUP BY 1"""  # noqa: S608 - our own words
_CHANGES = f"""FROM analytics.ticket_history AS a
      JOIN analytics.ticket_history AS b ON b.ticket_id = a.ticket_id
       AND b.aspect = 'source_priority' AND b.sequence = a.next_sequence
      JOIN analytics.tickets AS t ON t.ticket_id = a.ticket_id
     WHERE a.aspect = 'source_priority' AND a.value <> b.value AND {_ORIGIN}"""
_COUNTED = f"SELECT count(DISTINCT a.ticket_id), count(*) {_CHANGES}"
_KINDS = f"SELECT a.value || ' -> ' || b.value, count(*) {_CHANGES} GROUP BY 1"


def priorities(connection: psycopg.Connection[Any], origin: str | None = None) -> Figures:
    """Last words, changes of priority, and triage's agreement with the source."""
    parameters = {"origin": origin}
    over_all_tickets(connection)
    incidents, changes = single(connection, _COUNTED, parameters)
    last = {
        f"{name}_last_row": distribution(connection, _LAST.format(name), parameters)
        for name in ("priority", "impact", "urgency")
    }
    return {
        **last,
        "priority_matrix_last_row": distribution(connection, _MATRIX, parameters),
        "incidents_with_priority_change": incidents,
        "priority_changes_total": changes,
        "priority_transitions": distribution(connection, _KINDS, parameters),
        "agreement": agreement(connection, origin),
    }
