"""What a command is answered with: the ticket as it stands afterwards."""

from firstline_chassis.etags import etag
from firstline_chassis.idempotency import Answer
from firstline_chassis.store import Transaction
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models.whole import whole_view


def answer_with(tx: Transaction, ticket: Ticket, status: int = 200, **headers: str) -> Answer:
    """The ticket as it will stand once the transaction is committed."""
    view = whole_view(tx, ticket.id, ticket.pending_events)  # type: ignore[arg-type]
    assert view is not None
    body = view.model_dump_json().encode()
    return Answer(status, {"ETag": etag(view.version), **headers}, body)
