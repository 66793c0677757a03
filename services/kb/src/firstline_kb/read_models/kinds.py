"""What an id that somebody says is the id of: a draft, a walk, or something else altogether."""

from uuid import UUID

from firstline_chassis.store import Transaction

_FIRST = """SELECT topic FROM stored_events
    WHERE originator_id = %s AND originator_version = 1"""


def begins_as(tx: Transaction, aggregate: UUID, prefix: str) -> bool:
    """Whether the aggregate's first stored event has a topic that begins so: `kb.draft.`."""
    rows = tx.fetch(_FIRST, [aggregate])
    return bool(rows) and str(rows[0][0]).startswith(prefix)
