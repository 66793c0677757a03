"""Who asks for help, without names: counts need none."""

from firstline_chassis.sequenced import Arrival
from firstline_reporting.read_models.landing import Landing, Row

REQUESTERS = Landing(
    "requesters_v1",
    (
        ("requester_id", "uuid"),
        ("tenant", "text"),
        ("origin", "text"),
        ("registered_at", "timestamptz"),
        ("recorded_at", "timestamptz"),
    ),
    "ON CONFLICT (requester_id) DO NOTHING",
)


def requester(arrival: Arrival) -> Row:
    """The row of one RequesterRegistered."""
    envelope = arrival.envelope
    return (
        envelope.aggregate,
        envelope.tenant,
        envelope.origin,
        envelope.effectivetime,
        envelope.recordedtime,
    )
