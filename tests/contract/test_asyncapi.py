"""The AsyncAPI document is up to date, valid, complete, and agrees with the examples."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from firstline_events import asyncapi
from firstline_events.catalogue import topics
from tests.support.goldens import TYPES, committed_schema, golden

OFFICIAL = Path(__file__).parents[1] / "support" / "asyncapi" / "3.0.0.schema.json"


@cache
def official() -> Draft7Validator:
    """AsyncAPI 3.0.0, as the initiative's own schema says it."""
    return Draft7Validator(json.loads(OFFICIAL.read_text(encoding="utf-8")))


def committed() -> dict[str, Any]:
    """The document as it is committed, fresh on each call: a test may change it."""
    found: dict[str, Any] = json.loads(asyncapi.DOCUMENT.read_text(encoding="utf-8"))
    return found


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(found := part.get("$ref"), str):
            yield found
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def leads_somewhere(document: dict[str, Any], reference: str) -> bool:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found.get(step) if isinstance(found, dict) else None
    return reference.startswith("#/") and found is not None


def test_the_committed_document_is_up_to_date() -> None:
    assert not asyncapi.stale(), "run: python -m firstline_events.asyncapi"


def test_the_document_is_valid_by_the_schema_of_the_asyncapi_initiative() -> None:
    assert [error.message for error in official().iter_errors(committed())] == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("channels", "intake-ticket-v1", "adress"), "intake-ticket-v1"),
        (("operations", "send-intake-ticket-v1", "action"), "publish"),
        (("info", "version"), None),
        (("components", "messages", "firstline.intake.ticket-opened.v1", "paylod"), {}),
    ],
)
def test_a_wrong_document_would_be_found_out(place: tuple[str, ...], value: Any) -> None:
    document = committed()
    part = document
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value

    assert not official().is_valid(document)


def test_every_reference_leads_to_a_part_of_the_document() -> None:
    document = committed()
    found = set(references(document))
    assert len(found) > len(TYPES)
    assert [one for one in found if not leads_somewhere(document, one)] == []


def test_every_topic_is_a_channel_with_an_operation_and_every_type_a_message() -> None:
    document = committed()
    assert list(document["channels"]) == list(topics())
    for topic in topics().values():
        assert list(document["channels"][topic.name]["messages"]) == list(topic.types())
    used = [one["channel"]["$ref"] for one in document["operations"].values()]
    assert used == [f"#/channels/{name}" for name in topics()]
    assert sorted(document["components"]["messages"]) == sorted(TYPES)


def test_other_systems_send_to_one_channel_and_are_answered_on_the_receipts() -> None:
    received = [one for one in committed()["operations"].values() if one["action"] == "receive"]
    [inbound] = received
    assert inbound["channel"] == {"$ref": "#/channels/inbound-ticket-v1"}
    assert inbound["reply"]["channel"] == {"$ref": "#/channels/intake-receipt-v1"}


@pytest.mark.parametrize("type_name", TYPES)
def test_the_example_of_a_type_is_in_the_document_and_fits_its_payload(type_name: str) -> None:
    document = committed()
    message = document["components"]["messages"][type_name]
    payload = Draft7Validator({**message["payload"], "components": document["components"]})

    [example] = message["examples"]

    assert example["payload"] == golden(type_name)
    assert [error.message for error in payload.iter_errors(example["payload"])] == []
    assert not payload.is_valid({**example["payload"], "type": "firstline.intake.no-such.v1"})
    assert not payload.is_valid({**example["payload"], "data": {}})


@pytest.mark.parametrize("type_name", TYPES)
def test_a_payload_says_what_the_schema_of_the_type_says(type_name: str) -> None:
    payload = committed()["components"]["schemas"][type_name]
    own = committed_schema(type_name)
    assert payload["required"] == own["required"]
    assert list(payload["properties"]) == list(own["properties"])


def test_no_two_different_parts_share_a_name() -> None:
    seen: dict[str, Any] = {}
    for topic in topics().values():
        for type_name in topic.types():
            for part, body in asyncapi._schemas(topic, type_name):
                assert seen.setdefault(part, body) == body, part


def test_check_writes_nothing_and_fails_when_the_document_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "asyncapi.json"
    assert asyncapi.main(["--check", "--file", str(file)]) == 1
    assert not file.exists()
    assert capsys.readouterr().out == "stale: asyncapi.json\n"
    assert asyncapi.main(["--file", str(file)]) == 0
    assert asyncapi.main(["--check", "--file", str(file)]) == 0


def test_a_folder_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        asyncapi.main(["--file", "no/such/asyncapi.json"])
    assert "no folder no/such: name a file with --file" in capsys.readouterr().err
