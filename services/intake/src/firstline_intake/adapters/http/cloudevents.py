"""CloudEvents as HTTP carries them: structured, a batch of structured ones, or binary."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import orjson

from firstline_chassis.problems import Problem

STRUCTURED = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
MAX_BATCH = 200
"""How many events one request may hold."""

Headers = Sequence[tuple[str, bytes | None]]
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


class Carried(NamedTuple):
    """One event as it would stand in a record: headers named as Kafka names them, and a value."""

    headers: Headers
    value: bytes


class Sending(NamedTuple):
    """What one request holds; an event that came alone is answered by the status, too."""

    events: Sequence[Carried]
    alone: bool


def read_sending(raw: Iterable[tuple[bytes, bytes]], body: bytes) -> Sending:
    """The request's events, unread. Raises Problem: 400 no batch, 413 too many, 415 none."""
    headers = list(raw)
    content_type = dict(headers).get(b"content-type", b"")
    media = content_type.decode("latin-1").partition(";")[0].strip().lower()
    if media == BATCH:
        return Sending([_structured(orjson.dumps(one)) for one in _batch(body)], alone=False)
    if media == STRUCTURED:
        return Sending([_structured(body)], alone=True)
    attributes = [
        (f"ce_{name[3:].decode('latin-1')}", _text(value))
        for name, value in headers
        if name.startswith(b"ce-")
    ]
    if not attributes or media.startswith("application/cloudevents"):
        raise _no_cloudevents()
    told = [("content-type", content_type)] if content_type else []
    return Sending([Carried([*told, *attributes], body)], alone=True)


def _structured(value: bytes) -> Carried:
    return Carried([("content-type", STRUCTURED.encode())], value)


def _batch(body: bytes) -> list[object]:
    try:
        events = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Problem(400, "not-json", "The body is not JSON", str(error)) from None
    if not isinstance(events, list):
        detail = f"Send an array of events, or a single one as {STRUCTURED}."
        raise Problem(400, "not-a-batch", "A batch is a JSON array", detail)
    if len(events) > MAX_BATCH:
        detail = f"These are {len(events)}; send them in several requests. Nothing was taken."
        raise Problem(413, "too-many-events", f"A batch holds {MAX_BATCH} events at most", detail)
    return events


def _text(value: bytes) -> bytes:
    """A header's value as UTF-8: out of its quotes first, then percent-decoded once."""
    quoted = _QUOTED.fullmatch(value)
    return unquote_to_bytes(_ESCAPED.sub(rb"\1", quoted[1]) if quoted else value)


def _no_cloudevents() -> Problem:
    detail = f"Send {STRUCTURED}, {BATCH}, or the attributes as headers ce-id, ce-source, …"
    return Problem(415, "not-cloudevents", "The request holds no CloudEvent", detail)
