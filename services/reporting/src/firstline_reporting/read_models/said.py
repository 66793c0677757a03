"""What tables that only grow say of an event: which ticket, when, and who acted."""

from firstline_chassis.sequenced import Arrival
from firstline_events.vocabulary import ActorKind
from firstline_reporting.read_models.landing import Row

KEY = (("ticket_id", "uuid"), ("sequence", "int8"), ("at", "timestamptz"))
BY = (("by_kind", "text"), ("by_agent", "text"))


def counted(arrival: Arrival) -> Row:
    """Ticket, sequence and the time from which the event counts."""
    envelope = arrival.envelope
    return (envelope.aggregate, envelope.position, envelope.effectivetime)


def happened(arrival: Arrival) -> Row:
    """Ticket, sequence and the time at which it happened, told late or not."""
    envelope = arrival.envelope
    return (envelope.aggregate, envelope.position, envelope.time)


def agent(arrival: Arrival) -> str | None:
    """The agent who acted; of requesters and systems no name is kept."""
    envelope = arrival.envelope
    return envelope.actorid if envelope.actorkind is ActorKind.AGENT else None


def by(arrival: Arrival) -> Row:
    """Of which kind the actor was, and which agent."""
    return (arrival.envelope.actorkind.value, agent(arrival))
