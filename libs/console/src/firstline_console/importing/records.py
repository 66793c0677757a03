"""From a row's words to the data of `ticket-recorded`, and from there to a CloudEvent."""

from datetime import datetime
from typing import Any, NamedTuple

import orjson
from pydantic import ValidationError

from firstline_console.importing.columns import (
    CLOSED,
    CODE,
    EXTRAS,
    FIELDS,
    FIGURES,
    RESOLVED_AT,
    STATE,
    Words,
)
from firstline_console.importing.rows import ORIGIN, SOURCE, Observation, Row
from firstline_console.importing.times import parse_time
from firstline_events.inbound import TicketObserved, TicketRecorded

FLAGS = {"true": True, "false": False}

_validate = TicketRecorded.__pydantic_validator__.validate_python
_to_json = TicketRecorded.__pydantic_serializer__.to_json


class Outgoing(NamedTuple):
    """One CloudEvent, ready to be published."""

    id: str
    key: bytes
    value: bytes


def recorded(
    reference: str, ordinal: int, at: datetime, opened_at: datetime, words: Words
) -> bytes:
    """The data of a row's `ticket-recorded`; raises ValueError when the words make none."""
    data: dict[str, Any] = {name: words.get(column) for name, column in FIELDS.items()}
    data["origin"], data["reference"], data["source_sequence"] = ORIGIN, reference, ordinal
    data["at"], data["opened_at"] = at, opened_at
    data.update(_figures(words))
    data["extras"] = {name: words[name] for name in EXTRAS if name in words}
    if words.get(STATE) == CLOSED:
        data["resolution"] = _resolution(words)
    try:
        return _to_json(_validate(data), exclude_none=True)
    except ValidationError as error:
        raise ValueError(_first_mistake(error)) from error


def event_of_row(row: Row) -> Outgoing:
    """The row as a CloudEvent in structured mode."""
    return _event(row.id, TicketRecorded.TYPE, row.reference, row.at, row.body)


def event_of_observation(observation: Observation) -> Outgoing:
    """The observation as a CloudEvent in structured mode."""
    reference, at = observation
    body = TicketObserved(origin=ORIGIN, reference=reference, at=at).model_dump_json().encode()
    return _event(observation.id, TicketObserved.TYPE, reference, at, body)


def _event(event_id: str, kind: str, reference: str, at: datetime, body: bytes) -> Outgoing:
    event = {
        "specversion": "1.0",
        "id": event_id,
        "source": SOURCE,
        "type": kind,
        "subject": reference,
        "time": at,
        "datacontenttype": "application/json",
        "data": orjson.Fragment(body),
    }
    return Outgoing(event_id, reference.encode(), orjson.dumps(event, option=orjson.OPT_UTC_Z))


def _figures(words: Words) -> dict[str, Any]:
    """The columns that are no words; one that is neither number nor flag, the model refuses."""
    figures: dict[str, Any] = {name: words[name] for name in FIGURES if name in words}
    for name, word in figures.items():
        figures[name] = int(word) if word.isdecimal() else FLAGS.get(word, word)
    return figures


def _resolution(words: Words) -> dict[str, Any]:
    resolved = words.get(RESOLVED_AT)
    return {"resolved_at": parse_time(resolved) if resolved else None, "code": words.get(CODE)}


def _first_mistake(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "the row"
    return f"{FIELDS.get(name, name)}: {first['msg']}"
