"""Every event about a ticket, one row each: what a figure can be traced to."""

from uuid import UUID

from firstline_chassis.sequenced import Arrival
from firstline_reporting.read_models.landing import Landing, Row

TICKET_EVENTS = Landing(
    "ticket_events_v1",
    (
        ("ticket_id", "uuid"),
        ("topic", "text"),
        ("sequence", "int8"),
        ("type", "text"),
        ("occurred_at", "timestamptz"),
        ("effective_at", "timestamptz"),
        ("recorded_at", "timestamptz"),
        ("actor_kind", "text"),
        ("cause", "text"),
    ),
    "",
)


def event(ticket_id: UUID, sequence: int, arrival: Arrival) -> Row:
    """The row of one event."""
    envelope = arrival.envelope
    return (
        ticket_id,
        arrival.record.topic,
        sequence,
        envelope.type,
        envelope.time,
        envelope.effectivetime,
        envelope.recordedtime,
        envelope.actorkind.value,
        envelope.causationid,
    )
