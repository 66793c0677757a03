"""The hand-written example of every type in the published language, and its schema."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from firstline_events import escalation, inbound, intake, kb, schemas, triage
from firstline_events.message import InboundMessage, Message

EXAMPLES = schemas.SCHEMAS.parent / "examples"
OWN: tuple[type[Message], ...] = (
    *intake.MODELS,
    *triage.MODELS,
    *escalation.MODELS,
    *kb.MODELS,
)
INBOUND: tuple[type[InboundMessage], ...] = inbound.MODELS
TYPES: tuple[str, ...] = (*(one.TYPE for one in INBOUND), *(one.TYPE for one in OWN))


def golden_bytes(type_name: str) -> bytes:
    """The example of `type_name` as it would travel in structured mode."""
    return _file(EXAMPLES, type_name).read_bytes()


def golden(type_name: str) -> dict[str, Any]:
    """The example of `type_name`, fresh on each call: a test may change it."""
    event: dict[str, Any] = json.loads(golden_bytes(type_name))
    return event


@cache
def committed_schema(type_name: str) -> dict[str, Any]:
    """The JSON Schema of `type_name` as it is committed."""
    body: dict[str, Any] = json.loads(_file(schemas.SCHEMAS, type_name).read_text(encoding="utf-8"))
    return body


def _file(folder: Path, type_name: str) -> Path:
    return folder / f"{type_name}.json"
