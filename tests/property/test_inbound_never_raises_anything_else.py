"""Whatever the bytes, an inbound record is read or refused; nothing else happens."""

import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from firstline_events.inbound_envelope import Headers, Unreadable, read_inbound, read_message
from firstline_events.message import InboundMessage
from tests.support.goldens import INBOUND, golden, golden_bytes

STRUCTURED: Headers = [("content-type", b"application/cloudevents+json")]

header_names = st.sampled_from(
    ["ce_id", "ce_source", "ce_type", "ce_specversion", "CE_time", "ce_", "content-type", "x"]
) | st.text(max_size=8)
header_values = (
    st.none()
    | st.binary(max_size=16)
    | st.sampled_from([b"1.0", b"application/json", b"application/cloudevents+json"])
    | st.sampled_from([model.TYPE.encode() for model in INBOUND])
)
headers = st.lists(st.tuples(header_names, header_values), max_size=8)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=2**63)
    | st.floats()
    | st.text(st.characters(), max_size=20)
    | st.sampled_from(
        ["", "\0", "\ud800", "NaN", "0001-01-01T00:00:00+23:59", "2026-03-02T10:00:00Z"]
    )
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner)
)


def outcome(record_headers: Headers, value: bytes | None) -> InboundMessage | Unreadable:
    """The message or the refusal; anything else that is raised fails the test."""
    try:
        return read_message(read_inbound(record_headers, value))
    except Unreadable as refused:
        return checked(refused)


def checked(refused: Unreadable) -> Unreadable:
    """The refusal, once it is known that a receipt can hold it."""
    assert refused.code
    assert refused.reason
    assert set(refused.known) <= {"id", "source", "type"}
    assert not any("\0" in text for text in (refused.reason, *refused.known.values()))
    str(refused).encode()
    return refused


def structured(event: Any) -> InboundMessage | Unreadable:
    return outcome(STRUCTURED, json.dumps(event).encode("utf-8", "surrogatepass"))


@given(headers, st.none() | st.binary())
@example([], b"\xef\xbb\xbf{}")
@example(list(STRUCTURED), b"[" * 2_000_000)
@example(list(STRUCTURED), b'{"specversion":' + b'{"a":' * 900 + b"1" + b"}" * 901)
@example(list(STRUCTURED), b'{"specversion":"1.0","id":' + b"9" * 100_000 + b"}")
@example([("ce_id", b"1")], b'{"a":1,"a":2}')
def test_any_bytes_under_any_headers(record_headers: Headers, value: bytes | None) -> None:
    outcome(record_headers, value)


@given(anything)
def test_any_json(value: Any) -> None:
    structured(value)


@given(st.sampled_from(INBOUND), st.data())
def test_any_value_in_any_attribute(model: type[InboundMessage], data: st.DataObject) -> None:
    event = golden(model.TYPE)
    event[data.draw(st.sampled_from(sorted(event)))] = data.draw(anything)

    structured(event)


@given(st.sampled_from(INBOUND), st.data())
def test_any_value_in_any_field(model: type[InboundMessage], data: st.DataObject) -> None:
    event = golden(model.TYPE)
    event["data"][data.draw(st.sampled_from(sorted(event["data"])))] = data.draw(anything)

    structured(event)


@given(st.sampled_from(INBOUND), st.data())
def test_any_bytes_cut_out_of_or_put_into_a_good_event(
    model: type[InboundMessage], data: st.DataObject
) -> None:
    value = golden_bytes(model.TYPE)
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, min(start + 20, len(value))))

    outcome(STRUCTURED, value[:start] + data.draw(st.binary(max_size=4)) + value[end:])


@given(st.sampled_from(INBOUND), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_reference_is_kept_as_it_is_unless_it_holds_nul(
    model: type[InboundMessage], reference: str
) -> None:
    event = golden(model.TYPE)
    event["data"]["reference"] = reference

    result = structured(event)

    if "\0" in reference:
        assert isinstance(result, Unreadable)
    else:
        assert isinstance(result, InboundMessage)
        assert result.reference == reference
