"""Which draft does an id name? Whoever opens a ticket may say that of something else."""

from uuid import UUID

from firstline_chassis.store import Transaction
from firstline_kb.domain.draft import Draft

_FIRST = """SELECT topic FROM stored_events
    WHERE originator_id = %s AND originator_version = 1"""


def draft_named(tx: Transaction, draft: UUID) -> Draft | None:
    """The draft, guarded at commit; None where the id is that of nothing, or of no draft."""
    rows = tx.fetch(_FIRST, [draft])
    is_draft = bool(rows) and str(rows[0][0]).startswith("kb.draft.")
    return tx.aggregates(Draft, [draft])[draft] if is_draft else None
