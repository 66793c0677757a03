"""Reading what other systems publish: CloudEvents 1.0, structured or binary, as Kafka carries them.

`read_inbound` reads the envelope, `read_message` its data. Whatever the bytes, both return or
raise `Unreadable`, and nothing else.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from firstline_events.catalogue import inbound_types
from firstline_events.message import InboundMessage, Moment, without_nul
from firstline_events.unreadable import Unreadable, faults, shown_name
from firstline_events.vocabulary import ActorKind

__all__ = ["Headers", "InboundEnvelope", "Unreadable", "read_inbound", "read_message"]

Headers = Sequence[tuple[str, bytes | None]]
"""A Kafka record's headers, as every client gives them; a value may be null."""

_STRUCTURED = "application/cloudevents+json"
_REQUIRED = ("specversion", "id", "source", "type")


def _json_media(content_type: str) -> str:
    media = _media(content_type)
    if media.endswith(("/json", "+json")):
        return content_type
    raise ValueError("must be a JSON media type, such as application/json")


Text = Annotated[str, StringConstraints(min_length=1, max_length=1024), AfterValidator(without_nul)]
JsonMedia = Annotated[Text, AfterValidator(_json_media)]


class InboundEnvelope(BaseModel):
    """A CloudEvent as another system sends it: what ours have, less what only an owner can say.

    Extension attributes that we don't know are ignored: CloudEvents lets anybody add some.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    specversion: Literal["1.0"]
    id: Text
    """Names the event within its `source`: the same pair again is a duplicate."""
    source: Text
    """The publisher, as a URI reference: `/shop/helpdesk`."""
    type: Text
    subject: Text | None = None
    time: Moment | None = None
    datacontenttype: JsonMedia = "application/json"
    dataschema: Text | None = None
    tenant: Text = "default"
    """Part of every business key: the same reference of another tenant is another ticket."""
    correlationid: Text | None = None
    causationid: Text | None = None
    """The event that this one answers or mends, as `<source>#<id>`."""
    actorkind: ActorKind | None = None
    actorid: Text | None = None
    onbehalfof: Text | None = None
    data: Any = None


def read_inbound(headers: Headers, value: bytes | None) -> InboundEnvelope:
    """Read one record as a CloudEvent; raises Unreadable, and nothing else.

    A content type of `application/cloudevents+json` means structured mode; else `ce_` headers
    mean binary mode; else a JSON object with a `specversion` is taken as structured. Headers
    that are neither may hold anything. Of a key that occurs twice in JSON the last one counts.
    """
    content_type = _content_type(headers)
    media = _media(content_type)
    if media == _STRUCTURED:
        return _envelope(_structured(value))
    if media.startswith("application/cloudevents"):
        raise Unreadable("wrong-content-type", f"of the CloudEvents formats, only {_STRUCTURED}")
    attributes = _binary_attributes(headers)
    if not attributes:
        return _envelope(_structured(value))
    if content_type:
        attributes["datacontenttype"] = content_type
    attributes["data"] = _json(value, _known(attributes))
    return _envelope(attributes)


def read_message(envelope: InboundEnvelope) -> InboundMessage:
    """Read the event's data as the model that its type names; raises Unreadable, and nothing else.

    A field that the model lacks is refused: it may be a misspelt one.
    """
    model = inbound_types().get(envelope.type)
    if model is None:
        reason = f"type: no inbound event is called {shown_name(envelope.type)}"
        raise Unreadable("unknown-type", reason, _known(vars(envelope)))
    try:
        return model.model_validate(envelope.data)
    except ValidationError as error:
        reason = faults(error, whole="data")
        raise Unreadable("wrong-schema", reason, _known(vars(envelope))) from None


def _media(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _content_type(headers: Headers) -> str:
    for name, value in headers:
        if value is not None and name.lower() == "content-type":
            return value.decode("utf-8", "replace")
    return ""


def _binary_attributes(headers: Headers) -> dict[str, Any]:
    """The attributes that travel as `ce_` headers; one that can't be read can't be left out."""
    attributes: dict[str, Any] = {}
    for header, value in headers:
        if not header.lower().startswith("ce_"):
            continue
        name = header[3:].lower()
        if value is None:
            raise Unreadable("null-header", f"header ce_{shown_name(name)} is null")
        if name in attributes:
            raise Unreadable("repeated-header", f"header ce_{shown_name(name)} occurs twice")
        try:
            attributes[name] = value.decode()
        except UnicodeDecodeError:
            reason = f"header ce_{shown_name(name)} is not UTF-8"
            raise Unreadable("unreadable-header", reason) from None
    return attributes


def _structured(value: bytes | None) -> dict[str, Any]:
    event = _json(value)
    if not isinstance(event, dict) or event.get("specversion") is None:
        reason = "neither ce_ headers nor a JSON object with a specversion"
        known = _known(event) if isinstance(event, dict) else None
        raise Unreadable("not-a-cloudevent", reason, known)
    if None in event.values():  # the JSON format lets null stand for an absent attribute
        event = {name: value for name, value in event.items() if value is not None}
    if "data_base64" in event:
        event["data"] = _json(_from_base64(event), _known(event))
    return event


def _from_base64(event: Mapping[str, Any]) -> bytes:
    fault = "data and data_base64 exclude each other"
    if "data" not in event:
        try:
            return base64.b64decode(event["data_base64"], validate=True)
        except (TypeError, ValueError):
            fault = "data_base64: must be a text in base64"
    raise Unreadable("wrong-attribute", fault, _known(event))


def _json(value: bytes | None, known: Mapping[str, str] | None = None) -> Any:
    if not value:
        raise Unreadable("empty-value", "the record has no value", known)
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise Unreadable("not-json", f"the value is not JSON: {error.msg}", known) from None


def _envelope(attributes: Mapping[str, Any]) -> InboundEnvelope:
    try:
        return InboundEnvelope.model_validate(attributes)
    except ValidationError as error:
        reason = faults(error, whole="event")
        raise Unreadable(_code(error, attributes), reason, _known(attributes)) from None


def _code(error: ValidationError, attributes: Mapping[str, Any]) -> str:
    name = error.errors(include_input=False, include_url=False)[0]["loc"][0]
    if name in _REQUIRED and not attributes.get(str(name)):
        return f"missing-{name}"
    special = {"specversion": "wrong-specversion", "datacontenttype": "wrong-content-type"}
    return special.get(str(name), "wrong-attribute")


def _known(attributes: Mapping[str, Any]) -> dict[str, str]:
    """Those of the naming attributes that can be repeated in a receipt."""
    named = {name: attributes.get(name) for name in ("id", "source", "type")}
    return {
        name: text
        for name, text in named.items()
        if isinstance(text, str) and 0 < len(text) <= 1024 and "\0" not in text
    }
