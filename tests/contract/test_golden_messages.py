"""Every type has an example that schema, model and a foreign CloudEvents library agree on."""

import json
from typing import Any

import pytest
from cloudevents.core.bindings import kafka
from cloudevents.core.bindings.kafka import KafkaMessage
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from jsonschema import Draft202012Validator

from firstline_chassis.received import read_data, read_envelope
from firstline_events import identity
from firstline_events.envelope import CONTENT_TYPE, Envelope, write_envelope
from firstline_events.inbound_envelope import Unreadable, read_inbound, read_message
from firstline_events.message import InboundMessage, Message
from tests.support.goldens import (
    EXAMPLES,
    INBOUND,
    OWN,
    TYPES,
    committed_schema,
    golden,
    golden_bytes,
)
from tests.support.received import attributes

STRUCTURED = [("content-type", CONTENT_TYPE.encode())]
inbound_models = pytest.mark.parametrize("model", INBOUND, ids=lambda model: model.TYPE)
own_models = pytest.mark.parametrize("model", OWN, ids=lambda model: model.TYPE)
every_type = pytest.mark.parametrize("type_name", TYPES)


def validator(type_name: str) -> Draft202012Validator:
    return Draft202012Validator(
        committed_schema(type_name), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def without_nulls(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if value is not None}


def test_every_type_has_an_example_and_no_example_is_left_over() -> None:
    assert sorted(path.stem for path in EXAMPLES.glob("*.json")) == sorted(TYPES)


@every_type
def test_an_example_says_its_own_type(type_name: str) -> None:
    assert golden(type_name)["type"] == type_name


@every_type
def test_an_example_satisfies_its_committed_schema(type_name: str) -> None:
    validator(type_name).validate(golden(type_name))


@own_models
def test_our_own_example_survives_reading_and_writing(model: type[Message]) -> None:
    received = read_envelope(golden_bytes(model.TYPE))

    written = write_envelope(Envelope(**attributes(received)), read_data(model, received))

    assert json.loads(written) == golden(model.TYPE)


@inbound_models
def test_an_inbound_example_survives_reading_and_writing(model: type[InboundMessage]) -> None:
    envelope = read_inbound(STRUCTURED, golden_bytes(model.TYPE))

    message = read_message(envelope)

    assert isinstance(message, model)
    told = without_nulls(envelope.model_dump(mode="json"))
    assert {**told, "data": message.model_dump(mode="json")} == golden(model.TYPE)


@own_models
def test_our_own_example_shows_every_field(model: type[Message]) -> None:
    assert set(golden(model.TYPE)["data"]) == set(model.model_fields)


@inbound_models
def test_an_inbound_example_shows_every_field(model: type[InboundMessage]) -> None:
    assert set(golden(model.TYPE)["data"]) == set(model.model_fields)


@inbound_models
def test_a_misspelt_inbound_field_fails_in_model_and_schema(model: type[InboundMessage]) -> None:
    event = golden(model.TYPE)
    event["data"]["orign"] = event["data"].pop("origin")

    assert not validator(model.TYPE).is_valid(event)
    with pytest.raises(Unreadable, match="orign: is no field of this type") as refused:
        read_message(read_inbound(STRUCTURED, json.dumps(event).encode()))
    assert refused.value.code == "wrong-schema"


@own_models
def test_a_field_added_by_a_newer_publisher_is_ignored(model: type[Message]) -> None:
    event = golden(model.TYPE)
    before = read_data(model, read_envelope(golden_bytes(model.TYPE)))
    event["data"]["added_later"] = {"anything": [1, 2]}
    event["addedlater"] = "too"

    received = read_envelope(json.dumps(event).encode())

    assert read_data(model, received) == before
    assert validator(model.TYPE).is_valid(event)


@every_type
def test_a_foreign_library_reads_our_structured_events(type_name: str) -> None:
    message = KafkaMessage(
        headers={"content-type": CONTENT_TYPE.encode()}, key=None, value=golden_bytes(type_name)
    )

    event = kafka.from_kafka(message, JSONFormat(), CloudEvent)

    expected = golden(type_name)
    assert event.get_type() == type_name
    assert event.get_id() == expected["id"]
    assert event.get_source() == expected["source"]
    assert event.get_data() == expected["data"]


@inbound_models
@pytest.mark.parametrize("write", [kafka.to_structured_event, kafka.to_binary_event])
def test_we_read_what_a_foreign_library_writes(model: type[InboundMessage], write: Any) -> None:
    expected = golden(model.TYPE)
    data = expected.pop("data")
    event = JSONFormat().read(CloudEvent, golden_bytes(model.TYPE))

    sent = write(event)

    envelope = read_inbound(list(sent.headers.items()), sent.value)
    assert without_nulls(envelope.model_dump(mode="json", exclude={"data"})) == expected
    assert read_message(envelope) == model.model_validate(data)


def test_the_examples_tell_one_ticket_by_its_computed_id() -> None:
    opened = golden("firstline.intake.ticket-opened.v1")

    computed = identity.ticket_id(opened["tenant"], opened["origin"], opened["reference"])

    assert opened["subject"] == str(computed) == "1ef4cc7a-bd07-5ff0-a788-7c9c882d83f9"


def test_the_examples_tell_one_requester_by_its_computed_id() -> None:
    known = golden("firstline.intake.requester-registered.v1")

    computed = identity.requester_id(known["tenant"], known["origin"], known["reference"])

    assert known["subject"] == str(computed) == "5a1db137-b57c-5226-a9f2-506b24383b27"
