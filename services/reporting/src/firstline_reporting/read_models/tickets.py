"""What was said when a ticket was opened: a row written once."""

from firstline_chassis.sequenced import Arrival
from firstline_events.intake import TicketOpened
from firstline_reporting.read_models.landing import Landing, Row

TICKETS = Landing(
    "tickets_v1",
    (
        ("ticket_id", "uuid"),
        ("tenant", "text"),
        ("origin", "text"),
        ("reference", "text"),
        ("number", "text"),
        ("timeline", "text"),
        ("opened_at", "timestamptz"),
        ("language", "text"),
    ),
    "",
)


def opening(arrival: Arrival) -> Row | None:
    """The row that this event makes; None unless it opens a ticket."""
    message = arrival.message
    if not isinstance(message, TicketOpened):
        return None
    envelope = arrival.envelope
    return (
        envelope.aggregate,
        envelope.tenant,
        envelope.origin,
        envelope.reference,
        message.number,
        message.timeline.value,
        message.opened_at,
        message.language,
    )
