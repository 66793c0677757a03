"""What a command is answered with: the ticket as it stands afterwards."""

from firstline_chassis.etags import etag
from firstline_chassis.idempotency import Answer
from firstline_chassis.store import Transaction
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models.ticket import view_of


def answer_with(tx: Transaction, ticket: Ticket, status: int = 200, **headers: str) -> Answer:
    """The ticket as it will stand once the transaction is committed."""
    view = view_of([*tx.events(ticket.id), *ticket.pending_events])  # type: ignore[list-item]
    assert view is not None
    body = view.model_dump_json().encode()
    return Answer(status, {"ETag": etag(view.version), **headers}, body)
