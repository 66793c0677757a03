"""The topics as data, and which model each event type is read with."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from firstline_events import (
    conversation,
    escalation,
    inbound,
    intake,
    kb,
    policy,
    searches,
    suggestions,
    triage,
    walks,
)
from firstline_events.message import InboundMessage, Message

MAX_MESSAGE_BYTES = 2 * 1024 * 1024
"""What a topic accepts at most; a record of this size is refused by the broker itself."""

MAX_EVENT_BYTES = 768 * 1024
"""What we publish at most; a command whose event would be larger is refused."""

_MODELS: Mapping[str, tuple[type[BaseModel], ...]] = {
    "inbound": inbound.MODELS,
    "ticket": intake.TICKET_MODELS,
    "requester": (intake.RequesterRegistered,),
    "receipt": (intake.ReceiptIssued,),
    "note": conversation.NOTE_MODELS,
    "intake-policy": policy.INTAKE_MODELS,
    "assessment": triage.MODELS,
    "case": escalation.CASE_MODELS,
    "escalation-policy": policy.ESCALATION_MODELS,
    "article": kb.ARTICLE_MODELS,
    "search": searches.MODELS,
    "suggestion": suggestions.MODELS,
    "walk": walks.MODELS,
    "kb-policy": policy.KB_MODELS,
}


class Topic(BaseModel):
    """One topic of the catalogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    owner: str
    key: str
    partitions: int
    retention_ms: int
    models: str
    answered_by_triage: tuple[str, ...]
    consumers: dict[str, str]

    def types(self) -> dict[str, type[Any]]:
        """The event types that travel here, each with its model."""
        return {model.TYPE: model for model in _MODELS[self.models]}  # type: ignore[attr-defined]


def owned_by(service: str) -> list[str]:
    """The names of the topics that a service fills."""
    return [topic.name for topic in topics().values() if topic.owner == service]


@cache
def topics() -> dict[str, Topic]:
    """Every topic by its name."""
    text = files("firstline_events").joinpath("topics.toml").read_text(encoding="utf-8")
    return {name: Topic(name=name, **row) for name, row in tomllib.loads(text).items()}


@cache
def message_types(topic: str) -> dict[str, type[Message]]:
    """The event types of one of our own topics, each with its model."""
    return topics()[topic].types()


@cache
def inbound_types() -> dict[str, type[InboundMessage]]:
    """The event types that other systems may publish, each with its model."""
    return {model.TYPE: model for model in inbound.MODELS}
