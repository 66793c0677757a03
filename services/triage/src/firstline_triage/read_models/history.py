"""What has triage said of a ticket over time? Read from the events themselves."""

from collections.abc import Sequence
from uuid import UUID

from psycopg_pool import ConnectionPool

from firstline_chassis.mapper import StructMapper
from firstline_triage.domain.assessment import EVENTS, Answer
from firstline_triage.read_models.answers import Shown

_MAPPER = StructMapper(EVENTS)
_ANSWERS = b"""SELECT topic, state FROM stored_events
    WHERE originator_id = %s AND originator_version > %s ORDER BY originator_version LIMIT %s"""


def answers(pool: ConnectionPool, ticket: UUID, after: int, limit: int) -> Sequence[Shown]:
    """The answers of versions after `after`, oldest first."""
    with pool.connection() as connection:
        rows = connection.execute(_ANSWERS, [ticket, after, limit]).fetchall()
    events = [_MAPPER.decode(topic, state) for topic, state in rows]
    return [Shown.of(event) for event in events if isinstance(event, Answer)]
