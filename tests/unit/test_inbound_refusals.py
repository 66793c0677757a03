"""What can't be read is refused with a reason that helps its publisher and exposes nobody."""

import json
from typing import Any

import pytest

from firstline_events import inbound
from firstline_events.unreadable import shown_name
from tests.support.inbound_records import (
    BINARY,
    DATA,
    EVENT,
    STRUCTURED,
    refusal,
    refusal_of,
)

# what is refused: the envelope


@pytest.mark.parametrize("value", [None, b""])
def test_an_empty_value_is_refused(value: bytes | None) -> None:
    assert refusal(STRUCTURED, value).code == "empty-value"
    assert refusal([], value).code == "empty-value"


def test_an_empty_value_of_a_binary_event_still_tells_which_event_it_was() -> None:
    refused = refusal(BINARY, None)

    assert refused.code == "empty-value"
    assert refused.known == {"id": "a-1", "source": "/shop", "type": inbound.StatusReported.TYPE}


@pytest.mark.parametrize(
    "value",
    [
        b"\x00\xff\x17garbage",
        b"{",
        b"[" * 100_000,
        b'{"specversion": NaN}',
        b'{"specversion": 1e999}',
        b'{"id": "\\ud800"}',
        b'{"id": "\xed\xa0\x80"}',
        b"\xef\xbb\xbf{}",
        b"{} {}",
    ],
)
def test_what_is_not_json_is_refused(value: bytes) -> None:
    assert refusal(STRUCTURED, value).code == "not-json"
    assert refusal(BINARY, value).code == "not-json"


@pytest.mark.parametrize("value", [b"{}", b"[]", b"1", b'"text"', b"null", b'{"id": "a"}'])
def test_json_that_is_no_cloudevent_is_refused(value: bytes) -> None:
    assert refusal(STRUCTURED, value).code == "not-a-cloudevent"
    assert refusal([], value).code == "not-a-cloudevent"


@pytest.mark.parametrize("name", ["id", "source", "type"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_attribute_is_named(name: str, value: str | None) -> None:
    refused = refusal_of(**{name: value})

    assert refused.code == f"missing-{name}"
    assert refused.reason.startswith(f"{name}: ")
    assert name not in refused.known
    assert len(refused.known) == 2


def test_a_missing_ce_header_is_named() -> None:
    headers = [header for header in BINARY if header[0] != "ce_id"]

    assert refusal(headers, json.dumps(DATA).encode()).code == "missing-id"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"specversion": "0.3"}, "wrong-specversion", "specversion"),
        ({"specversion": 1.0}, "wrong-specversion", "specversion"),
        ({"id": 7}, "wrong-attribute", "id"),
        ({"id": "x" * 1025}, "wrong-attribute", "id"),
        ({"source": "a\0b"}, "wrong-attribute", "source"),
        ({"tenant": ""}, "wrong-attribute", "tenant"),
        ({"time": "yesterday"}, "wrong-attribute", "time"),
        ({"time": 1_772_445_600}, "wrong-attribute", "time"),
        ({"time": "2026-03-02T10:00:00"}, "wrong-attribute", "time"),
        ({"actorkind": "robot"}, "wrong-attribute", "actorkind"),
        ({"datacontenttype": "text/xml"}, "wrong-content-type", "datacontenttype"),
        ({"data_base64": "e30="}, "wrong-attribute", "data"),
    ],
)
def test_a_wrong_attribute_is_named(changes: dict[str, Any], code: str, field: str) -> None:
    refused = refusal_of(**changes)

    assert refused.code == code
    assert refused.reason.startswith(field)


@pytest.mark.parametrize("broken", ["not base64!", "é", 7, None, "bm90IGpzb24="])
def test_data_that_is_not_json_in_base64_is_refused(broken: Any) -> None:
    event = {**EVENT, "data_base64": broken}
    del event["data"]

    refused = refusal(STRUCTURED, json.dumps(event).encode())

    assert refused.code in {"wrong-attribute", "not-json", "wrong-schema"}
    assert refused.known["id"] == "a-1"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (("ce_subject", None), "null-header"),
        (("ce_subject", b"\xff"), "unreadable-header"),
        (("CE_ID", b"a-2"), "repeated-header"),
    ],
)
def test_a_ce_header_that_cannot_be_read_is_named(
    header: tuple[str, bytes | None], code: str
) -> None:
    refused = refusal([*BINARY, header], json.dumps(DATA).encode())

    assert refused.code == code
    assert f"header {header[0].lower()} " in refused.reason


@pytest.mark.parametrize(
    "media", ["application/cloudevents+avro", "application/cloudevents-batch+json"]
)
def test_other_formats_of_cloudevents_are_refused(media: str) -> None:
    assert refusal([("content-type", media.encode())], b"[]").code == "wrong-content-type"


def test_binary_data_that_is_not_declared_as_json_is_refused() -> None:
    headers = [*BINARY[:-1], ("content-type", b"text/plain")]

    assert refusal(headers, b"{}").code == "wrong-content-type"


# what is refused: the data


def test_an_unknown_type_is_refused_by_its_name() -> None:
    refused = refusal_of(type="firstline.inbound.ticket-opend.v1")

    assert refused.code == "unknown-type"
    assert "firstline.inbound.ticket-opend.v1" in refused.reason
    assert refused.known["id"] == "a-1"


def test_our_own_types_are_not_inbound() -> None:
    assert refusal_of(type="firstline.intake.ticket-opened.v1").code == "unknown-type"


@pytest.mark.parametrize("data", [None, [], "text", 7, True])
def test_data_that_is_no_object_is_refused(data: Any) -> None:
    refused = refusal_of(data=data)

    assert (refused.code, refused.reason) == ("wrong-schema", "data: must be a JSON object")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"staus": "Packing"}, "staus: is no field of this type"),
        ({"source_sequence": "1"}, "source_sequence: Input should be a valid integer"),
        ({"source_sequence": 0}, "source_sequence: Input should be greater than or equal to 1"),
        ({"source_sequence": 2**64}, "source_sequence: Input should be a valid integer"),
        ({"source_sequence": True}, "source_sequence: Input should be a valid integer"),
        ({"at": 1_772_445_600}, "at: must be a time as in RFC 3339"),
        ({"at": "1772445600"}, "at: must be a time as in RFC 3339"),
        ({"at": "2026-03-02T10:00:00"}, "at: Input should have timezone info"),
        ({"at": "0001-01-01T00:00:00+10:00"}, "at: must lie in the years 1 to 9999"),
        ({"at": "9999-12-31T23:59:59-10:00"}, "at: must lie in the years 1 to 9999"),
        ({"status": ""}, "status: String should have at least 1 character"),
        ({"status": "x" * 257}, "status: String should have at most 256 characters"),
        ({"reference": "a\0b"}, "reference: must not contain the NUL character"),
    ],
)
def test_wrong_data_is_refused_with_the_field_and_the_fault(
    changes: dict[str, Any], reason: str
) -> None:
    refused = refusal_of(data={**DATA, **changes})

    assert refused.code == "wrong-schema"
    assert reason in refused.reason


def test_nul_is_refused_in_texts_and_in_the_names_of_extras() -> None:
    data = {**DATA, "opened_at": DATA["at"], "extras": {"a\0": "b", "room": "4\0"}}

    refused = refusal_of(type=inbound.TicketRecorded.TYPE, data=data)

    assert refused.reason.count("must not contain the NUL character") == 2


def test_five_faults_are_named_and_the_rest_counted() -> None:
    refused = refusal_of(data={f"odd{number}": 1 for number in range(100)})

    assert refused.reason.count(";") == 5
    assert refused.reason.endswith("; and 100 more")


def test_a_reason_repeats_no_value_and_no_name_that_may_be_a_persons() -> None:
    secret = "Ines Calloway, born 1971"
    wrong = {**DATA, "at": secret, "source_sequence": secret, secret: 1, "status": {"x": secret}}

    refusals = [
        refusal_of(data=wrong),
        refusal_of(type=secret),
        refusal_of(time=secret, actorkind=secret, specversion=secret),
        refusal_of(data=secret),
        refusal(STRUCTURED, f'{{"{secret}": '.encode()),
        refusal([*BINARY, (f"ce_{secret}", None)], b"{}"),
    ]

    for refused in refusals:
        assert "Ines" not in str(refused)
        assert "1971" not in str(refused)
        assert refused.__cause__ is None
        assert refused.__suppress_context__ or refused.__context__ is None


@pytest.mark.parametrize("name", ["", "a b", "é", "x" * 65, "7up", "<b>"])
def test_a_name_that_may_be_anything_is_not_shown(name: str) -> None:
    assert shown_name(name) == "(a name that can't be shown)"
