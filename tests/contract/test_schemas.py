"""The committed JSON Schemas say what the models say."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from firstline_events import schemas
from tests.support.goldens import TYPES, committed_schema

every_type = pytest.mark.parametrize("type_name", TYPES)


def test_the_committed_schemas_are_up_to_date() -> None:
    assert schemas.stale() == [], "run: python -m firstline_events.schemas"


@every_type
def test_a_schema_is_itself_valid_and_says_what_it_is(type_name: str) -> None:
    body = committed_schema(type_name)

    Draft202012Validator.check_schema(body)

    assert body["$schema"] == schemas.DIALECT
    assert body["$id"] == f"urn:firstline:{type_name}"
    assert body["title"]
    assert body["description"]


@every_type
def test_a_schema_asks_for_what_cloudevents_asks_for(type_name: str) -> None:
    assert {"specversion", "id", "source", "type", "data"} <= set(
        committed_schema(type_name)["required"]
    )


def test_a_personal_field_names_its_data_subject() -> None:
    body = committed_schema("firstline.intake.message-added.v1")

    fields = body["$defs"]["MessageAdded"]["properties"]

    assert fields["body"]["x-personal"] == "author"
    assert "x-personal" not in fields["message_id"]


def test_a_personal_mark_survives_an_optional_field() -> None:
    body = committed_schema("firstline.inbound.ticket-recorded.v1")

    text, null = body["$defs"]["TicketRecorded"]["properties"]["requester"]["anyOf"]

    assert text["x-personal"] == "requester"
    assert null == {"type": "null"}


def test_writing_brings_a_folder_up_to_date_and_removes_what_belongs_to_no_model(
    tmp_path: Path,
) -> None:
    (tmp_path / "firstline.intake.forgotten.v1.json").write_text("{}")
    (tmp_path / f"{TYPES[0]}.json").write_text("{}")

    touched = schemas.write(tmp_path)

    assert len(touched) == len(TYPES) + 1
    assert schemas.stale(tmp_path) == []
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(TYPES)


def test_check_writes_nothing_and_fails_when_a_schema_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert schemas.main(["--check", "--folder", str(tmp_path)]) == 1

    assert list(tmp_path.iterdir()) == []
    assert f"stale: {TYPES[0]}.json" in capsys.readouterr().out
    assert schemas.main(["--folder", str(tmp_path)]) == 0
    assert schemas.main(["--check", "--folder", str(tmp_path)]) == 0


def test_a_folder_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        schemas.main(["--folder", "no/such/folder"])

    assert "no folder no/such/folder: name one with --folder" in capsys.readouterr().err
