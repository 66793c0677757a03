"""Requests to be escalated, step by step; intake and escalation each tell their own steps."""

from firstline_chassis.sequenced import Arrival
from firstline_events.conversation import EscalationRequested
from firstline_events.escalation import (
    CaseEscalated,
    EscalationRequestDeclined,
    EscalationRequestTaken,
)
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.said import agent

REQUEST_STEPS = Landing(
    "request_steps_v1",
    (
        ("ticket_id", "uuid"),
        ("topic", "text"),
        ("sequence", "int8"),
        ("request", "int4"),
        ("step", "text"),
        ("at", "timestamptz"),
        ("line", "text"),
        ("by_agent", "text"),
    ),
    "",
)


def asked(arrival: Arrival, said: EscalationRequested) -> Row:
    return _step(arrival, said.request, "asked", said.line)


def taken(arrival: Arrival, said: EscalationRequestTaken) -> Row:
    return _step(arrival, said.request, "taken", said.line)


def declined(arrival: Arrival, said: EscalationRequestDeclined) -> Row:
    return _step(arrival, said.request, "declined", said.line)


def accepted(arrival: Arrival, said: CaseEscalated) -> Row | None:
    """None for an escalation that nobody asked for. The line is the one that gave the case up."""
    if said.request is None:
        return None
    return _step(arrival, said.request, "accepted", said.previous_line)


def _step(arrival: Arrival, request: int, step: str, line: str | None) -> Row:
    envelope = arrival.envelope
    where = (envelope.aggregate, arrival.record.topic, envelope.position)
    return (*where, request, step, envelope.effectivetime, line, agent(arrival))
