"""A good inbound record in both modes, and ways to spoil it."""

import json
from typing import Any

import pytest

from firstline_events import inbound
from firstline_events.inbound_envelope import (
    Headers,
    InboundEnvelope,
    Unreadable,
    read_inbound,
    read_message,
)

STRUCTURED: Headers = [("content-type", b"application/cloudevents+json")]
"""Structured mode needs one header."""
DATA: dict[str, Any] = {
    "origin": "shop",
    "reference": "4711",
    "source_sequence": 1,
    "at": "2026-03-02T10:00:00+01:00",
    "status": "Packing",
}
EVENT: dict[str, Any] = {
    "specversion": "1.0",
    "id": "a-1",
    "source": "/shop",
    "type": inbound.StatusReported.TYPE,
    "data": DATA,
}
BINARY: list[tuple[str, bytes | None]] = [
    ("ce_specversion", b"1.0"),
    ("ce_id", b"a-1"),
    ("ce_source", b"/shop"),
    ("ce_type", inbound.StatusReported.TYPE.encode()),
    ("content-type", b"application/json; charset=utf-8"),
]


def structured(**changes: Any) -> InboundEnvelope:
    return read_inbound(STRUCTURED, json.dumps({**EVENT, **changes}).encode())


def reported(**changes: Any) -> inbound.StatusReported:
    message = read_message(structured(data={**DATA, **changes}))
    assert isinstance(message, inbound.StatusReported)
    return message


def refusal(headers: Headers, value: bytes | None) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        read_message(read_inbound(headers, value))
    return refused.value


def refusal_of(**changes: Any) -> Unreadable:
    return refusal(STRUCTURED, json.dumps({**EVENT, **changes}).encode())
