"""What other systems send is read, in both modes of CloudEvents."""

import base64
import json
from datetime import UTC, datetime

import pytest

from firstline_events import inbound
from firstline_events.inbound_envelope import Headers, read_inbound, read_message
from tests.support.inbound_records import (
    BINARY,
    DATA,
    EVENT,
    STRUCTURED,
    reported,
    structured,
)


def test_a_structured_event_is_read() -> None:
    envelope = structured(time="2026-03-02T10:00:00+01:00", subject="4711")

    assert (envelope.id, envelope.source, envelope.tenant) == ("a-1", "/shop", "default")
    assert envelope.time == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert read_message(envelope) == inbound.StatusReported(
        origin="shop",
        reference="4711",
        source_sequence=1,
        at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        status="Packing",
    )


def test_a_binary_event_is_read_as_the_same_event() -> None:
    binary = read_inbound(BINARY, json.dumps(DATA).encode())

    assert binary.datacontenttype == "application/json; charset=utf-8"
    assert read_message(binary) == read_message(structured())


def test_a_structured_event_is_recognised_without_its_content_type() -> None:
    assert read_inbound([], json.dumps(EVENT).encode()) == structured()


def test_a_content_type_is_recognised_in_any_case_and_with_parameters() -> None:
    headers = [("Content-Type", b"Application/CloudEvents+JSON; charset=UTF-8")]

    assert read_inbound(headers, json.dumps(EVENT).encode()) == structured()


def test_the_content_type_of_structured_mode_counts_more_than_ce_headers() -> None:
    headers = [*STRUCTURED, ("ce_id", b"other"), ("ce_source", None)]

    assert read_inbound(headers, json.dumps(EVENT).encode()) == structured()


def test_headers_of_others_may_hold_anything() -> None:
    noise: Headers = [("traceparent", None), ("x-raw", b"\xff\xfe"), ("content-type", None)]

    assert read_inbound([*noise, *STRUCTURED], json.dumps(EVENT).encode()) == structured()
    assert read_inbound([*noise, *BINARY], json.dumps(DATA).encode()).id == "a-1"


def test_extension_attributes_that_we_lack_are_ignored() -> None:
    assert structured(traceparent="00-4bf9-01", partitionkey=7, sampled=True) == structured()


def test_a_null_attribute_is_an_absent_one() -> None:
    assert structured(tenant=None, subject=None, datacontenttype=None) == structured()


def test_data_in_base64_is_read() -> None:
    event = {**EVENT, "data_base64": base64.b64encode(json.dumps(DATA).encode()).decode()}
    del event["data"]

    assert read_inbound(STRUCTURED, json.dumps(event).encode()) == structured()


def test_of_a_key_that_occurs_twice_the_last_one_counts() -> None:
    value = json.dumps(EVENT).encode().replace(b'"id":', b'"id": "first", "id":')

    assert read_inbound(STRUCTURED, value).id == "a-1"


@pytest.mark.parametrize(
    "text", [" ", "a\nb", "İ💥", "'; --", '"\\', "\x01\x7f", "\u202e", "x" * 512]
)
def test_a_reference_may_hold_odd_characters(text: str) -> None:
    assert reported(reference=text).reference == text
