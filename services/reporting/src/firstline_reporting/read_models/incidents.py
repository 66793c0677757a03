"""Referrals and major incidents, as escalation told them."""

from firstline_chassis.sequenced import Arrival
from firstline_events.escalation import (
    CaseReferred,
    MajorIncidentDeclared,
    MajorIncidentLifted,
)
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.said import KEY, agent, counted

REFERRALS = Landing("referrals_v1", (*KEY, ("refers_to", "text"), ("by_agent", "text")), "")
MAJOR_INCIDENTS = Landing(
    "major_incidents_v1", (*KEY, ("declared", "bool"), ("by_agent", "text")), ""
)


def referral(arrival: Arrival, said: CaseReferred) -> Row:
    """Where to, as one of three words; the text that the requester reads is not kept here."""
    return (*counted(arrival), said.to.value, agent(arrival))


def declared(arrival: Arrival, _: MajorIncidentDeclared) -> Row:
    return (*counted(arrival), True, agent(arrival))


def lifted(arrival: Arrival, _: MajorIncidentLifted) -> Row:
    return (*counted(arrival), False, agent(arrival))
