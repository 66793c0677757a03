"""Guided flows: each version as published, and every step of every walk through one."""

import json
from typing import Any

from firstline_chassis.sequenced import Arrival
from firstline_events.policy import KbPolicyPublished
from firstline_events.walks import (
    FlowAnswered,
    FlowAttached,
    FlowEnded,
    FlowRetraced,
    FlowStarted,
)
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.said import counted

_TOLD = (
    ("language", "text"),
    ("step", "text"),
    ("place", "int4"),
    ("answer", "text"),
    ("next_step", "text"),
    ("outcome", "text"),
    ("by_silence", "bool"),
    ("article_id", "uuid"),
    ("ticket_id", "uuid"),
    ("draft_id", "uuid"),
)
WALK_EVENTS = Landing(
    "walk_events_v1",
    (
        ("walk_id", "uuid"),
        ("sequence", "int8"),
        ("at", "timestamptz"),
        ("kind", "text"),
        ("flow", "text"),
        ("version", "int4"),
        *_TOLD,
    ),
    "",
)
FLOW_VERSIONS = Landing(
    "flow_versions_v1",
    (("flow", "text"), ("version", "int4"), ("at", "timestamptz"), ("content", "text")),
    "",
)
_FLOW = "flow:"
Step = FlowStarted | FlowAnswered | FlowRetraced | FlowEnded | FlowAttached


def started(arrival: Arrival, said: FlowStarted) -> Row:
    about = {"language": said.language.value, "ticket_id": said.ticket, "draft_id": said.draft}
    return _event(arrival, "started", said, next_step=said.first_step, place=1, **about)


def answered(arrival: Arrival, said: FlowAnswered) -> Row:
    where = {"step": said.step, "place": said.place, "next_step": said.next_step}
    return _event(arrival, "answered", said, answer=said.answer, **where)


def retraced(arrival: Arrival, said: FlowRetraced) -> Row:
    """The place is that of the step which is shown again."""
    where = {"step": said.step, "place": said.place, "next_step": said.to_step}
    return _event(arrival, "retraced", said, **where)


def ended(arrival: Arrival, said: FlowEnded) -> Row:
    """Where and how; the path's texts are in the flow's version, its answers in their own rows."""
    where = {"step": said.step, "place": said.place, "language": said.language.value}
    how = {"outcome": said.outcome.value, "by_silence": said.by_silence}
    about = {"article_id": said.article, "ticket_id": said.ticket, "draft_id": said.draft}
    return _event(arrival, "ended", said, **where, **how, **about)


def attached(arrival: Arrival, said: FlowAttached) -> Row:
    outcome = None if said.outcome is None else said.outcome.value
    return _event(arrival, "attached", said, outcome=outcome, ticket_id=said.ticket)


def published(arrival: Arrival, said: KbPolicyPublished) -> Row | None:
    """None for a policy that is no flow."""
    if not said.kind.startswith(_FLOW):
        return None
    content = json.dumps(said.content, ensure_ascii=False)
    flow = said.kind.removeprefix(_FLOW)
    return (flow, said.version, arrival.envelope.effectivetime, content)


def _event(arrival: Arrival, kind: str, said: Step, **words: Any) -> Row:
    told = (words.get(name) for name, _ in _TOLD)
    return (*counted(arrival), kind, said.flow, said.version, *told)
