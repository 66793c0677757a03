"""When tickets came to rest and went back to work, and how content their requesters were."""

from firstline_chassis.sequenced import Arrival
from firstline_events.conversation import TicketRated
from firstline_events.intake import StatusEvent, TicketReopened, TicketResolved
from firstline_events.vocabulary import RESTING
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.said import BY, KEY, by, counted

RESTS = Landing("rests_v1", (*KEY, ("kind", "text"), ("outcome", "text"), *BY), "")
RATINGS = Landing("ratings_v1", (*KEY, ("cycle", "int4"), ("stars", "int2")), "")


def resolution(arrival: Arrival, said: StatusEvent) -> Row | None:
    """The ticket is resolved, or closed without that; None when it rested already."""
    if said.previous_status in RESTING:
        return None
    outcome = said.outcome.value if isinstance(said, TicketResolved) else None
    return (*counted(arrival), said.status.value, outcome, *by(arrival))


def reopening(arrival: Arrival, _: TicketReopened) -> Row:
    """The ticket is worked on again."""
    return (*counted(arrival), "reopened", None, *by(arrival))


def rating(arrival: Arrival, said: TicketRated) -> Row:
    """Whom it credits is settled when it is asked: by who had the case at that resolution."""
    return (*counted(arrival), said.cycle, said.stars)
