"""Whether triage's priority agrees with the source's, record by record."""

from typing import Any

import psycopg

from firstline_reporting.read_models.counting import single
from firstline_reporting.read_models.report import Figures

DEFINITION = "agreement@1"
"""A record is what made events of intake with one cause, messages and observations apart; a record
that changed nothing made none and is not seen here. After the last event of a record, the source's
priority, impact and urgency and triage's priority are compared as they stood in the ticket's
sequence. A record counts when impact and urgency were known then; it agrees when the last word of
the source's priority (`3 - Moderate`) is triage's (moderate)."""

_MARKS = "('firstline.intake.message-added.v1', 'firstline.intake.ticket-observed.v1')"


def _stood(spell: str, aspect: str) -> str:
    return f"""LEFT JOIN analytics.ticket_history AS {spell} ON {spell}.ticket_id = r.ticket_id
       AND {spell}.aspect = '{aspect}' AND {spell}.sequence <= r.sequence
       AND ({spell}.next_sequence > r.sequence OR {spell}.next_sequence IS NULL)"""


_STATEMENT = f"""WITH records AS (
      SELECT e.ticket_id, e.cause, max(e.sequence) AS sequence
        FROM analytics.ticket_events AS e
        JOIN analytics.tickets AS t ON t.ticket_id = e.ticket_id
       WHERE e.topic = 'intake-ticket-v1' AND e.cause IS NOT NULL AND e.type NOT IN {_MARKS}
         AND t.origin IS NOT NULL AND (%(origin)s::text IS NULL OR t.origin = %(origin)s)
       GROUP BY 1, 2)
    SELECT count(*) FILTER (WHERE impact.value IS NOT NULL AND urgency.value IS NOT NULL
                AND lower(substring(theirs.value FROM '[[:alpha:]]+$')) = ours.value),
           count(*) FILTER (WHERE impact.value IS NOT NULL AND urgency.value IS NOT NULL),
           count(*)
      FROM records AS r
      {_stood("impact", "source_impact")}
      {_stood("urgency", "source_urgency")}
      {_stood("theirs", "source_priority")}
      {_stood("ours", "priority")}"""  # noqa: S608 - built of our own words


def agreement(connection: psycopg.Connection[Any], origin: str | None = None) -> Figures:
    """On how many records triage agrees, of how many that say enough, of how many in all."""
    agree, of, records = single(connection, _STATEMENT, {"origin": origin})
    return {"definition": DEFINITION, "agree": agree, "of": of, "records": records}
