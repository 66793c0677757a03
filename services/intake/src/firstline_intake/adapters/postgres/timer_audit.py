"""Which tickets should have a timer and have none: the audit of what is not in the table."""

from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row

_MISSING = """SELECT l.ticket_id AS aggregate, 'close-ticket' AS kind FROM ticket_list_v1 AS l
     WHERE l.status = 'resolved'
       AND NOT EXISTS (SELECT FROM timers AS t
                        WHERE t.aggregate_id = l.ticket_id AND t.kind = 'close-ticket')
       AND EXISTS (SELECT FROM stored_events AS e WHERE e.originator_id = l.ticket_id
                      AND (e.topic = 'intake.ticket.went-live'
                           OR e.originator_version = 1
                              AND convert_from(e.state, 'utf8')::jsonb ->> 'timeline' = 'live'))
     ORDER BY l.serial LIMIT %s"""


def missing_timers(connection: Connection[Any], limit: int) -> list[dict[str, Any]]:
    """Resolved live tickets that nothing would ever close."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_MISSING, [limit]).fetchall()
