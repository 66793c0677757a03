"""How tickets stand to one another, and when an imported one began to live by the wall clock."""

from firstline_chassis.sequenced import Arrival
from firstline_events.relations import (
    TicketAbsorbed,
    TicketLinked,
    TicketMerged,
    TicketParted,
    TicketUnlinked,
    TicketUnmerged,
    TicketWentLive,
)
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.said import KEY, counted

RELATIONS = Landing(
    "relations_v1", (*KEY, ("kind", "text"), ("other", "uuid"), ("relation", "text")), ""
)
WENT_LIVE = Landing(
    "went_live_v1", (("ticket_id", "uuid"), ("sequence", "int8"), ("live_from", "timestamptz")), ""
)


def merged(arrival: Arrival, said: TicketMerged) -> Row:
    return (*counted(arrival), "merged", said.into, None)


def absorbed(arrival: Arrival, said: TicketAbsorbed) -> Row:
    return (*counted(arrival), "absorbed", said.absorbed, None)


def unmerged(arrival: Arrival, said: TicketUnmerged) -> Row:
    return (*counted(arrival), "unmerged", said.parted_from, None)


def parted(arrival: Arrival, said: TicketParted) -> Row:
    return (*counted(arrival), "parted", said.parted, None)


def linked(arrival: Arrival, said: TicketLinked) -> Row:
    return (*counted(arrival), "linked", said.other, said.relation.value)


def unlinked(arrival: Arrival, said: TicketUnlinked) -> Row:
    return (*counted(arrival), "unlinked", said.other, said.relation.value)


def went_live(arrival: Arrival, said: TicketWentLive) -> Row:
    """Once in a ticket's life: from when on it lives by the wall clock."""
    return (arrival.envelope.aggregate, arrival.envelope.position, said.live_from)
