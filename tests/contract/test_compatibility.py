"""What was promised to other systems is kept, and every kind of broken promise is found out."""

import copy
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firstline_events import compatibility
from firstline_events.changes import breaking
from tests.support.goldens import TYPES, committed_schema

Schema = dict[str, Any]
Change = Callable[[Schema], None]
OPENED = "firstline.intake.ticket-opened.v1"
RECORDED = "firstline.inbound.ticket-recorded.v1"


def event(**fields: Schema) -> Schema:
    """An event that requires nothing and has these fields."""
    return {"type": "object", "properties": fields}


def one(**schema: Any) -> Schema:
    return event(word=schema)


TEXT = {"type": "string"}
NULL = {"type": "null"}
EVERYWHERE: list[tuple[Schema, Schema, str]] = [
    (one(type="string"), event(), "word is gone"),
    (one(type="string"), one(type="integer"), "word is no longer string"),
    (one(type="number"), one(type="integer"), "word is no longer number"),
    (one(anyOf=[TEXT, NULL]), one(type="string"), "word is no longer null"),
    (one(type="string"), {**one(type="string"), "required": ["word"]}, "word is now required"),
    (event(), {**one(type="string"), "required": ["word"]}, "word is now required"),
    (one(enum=["a", "b"]), one(enum=["a"]), "word is no longer 'b'"),
    (one(const="a"), one(const="b"), "word is no longer 'a'"),
    (one(type="string"), one(type="string", enum=["a"]), "word is restricted where it was free"),
    (
        one(type="string", maxLength=9),
        one(type="string", maxLength=8),
        "word has another maxLength: 9 before, 8 now",
    ),
    (
        one(type="integer"),
        one(type="integer", minimum=1),
        "word has another minimum: none before, 1 now",
    ),
    (one(type="string"), one(type="string", pattern="^a$"), "word has another pattern"),
    (one(type="string"), one(type="string", format="uuid"), "word has another format"),
    (
        one(type="string", default="a"),
        one(type="string", default="b"),
        "word means something else when it is absent",
    ),
    (one(type="array", items=TEXT), one(type="array", items=NULL), "word[] is no longer string"),
    (
        one(type="object", additionalProperties=TEXT),
        one(type="object", additionalProperties=False),
        "word.* is refused where it was taken",
    ),
    (event(outer=one(type="string")), event(outer=event()), "outer.word is gone"),
]
PUBLISHED_ONLY: list[tuple[Schema, Schema, str]] = [
    (one(type="string"), one(anyOf=[TEXT, NULL]), "word may now be null"),
    (one(type="integer"), one(type="number"), "word may now be number"),
    ({**one(type="string"), "required": ["word"]}, one(type="string"), "word may now be absent"),
    (one(type="string", enum=["a"]), one(type="string"), "word is free where it was one of a list"),
    (
        one(type="string", maxLength=8),
        one(type="string", maxLength=9),
        "word has another maxLength: 8 before, 9 now",
    ),
    (one(type="string", pattern="^a$"), one(type="string"), "word has another pattern"),
]
ALWAYS_FINE: list[tuple[Schema, Schema]] = [
    (event(), one(type="string", default="")),
    (one(enum=["a"]), one(enum=["b", "a"])),
    (one(type="string"), one(type="string", description="a text")),
    (one(anyOf=[TEXT, NULL]), one(anyOf=[NULL, TEXT])),
]


@pytest.mark.parametrize(("old", "new", "told"), EVERYWHERE)
def test_an_event_that_was_taken_has_to_be_taken_for_ever(
    old: Schema, new: Schema, told: str
) -> None:
    assert breaking(old, new, published=False) == [told]
    assert told in breaking(old, new, published=True)


@pytest.mark.parametrize(("old", "new", "told"), PUBLISHED_ONLY)
def test_what_we_publish_must_not_surprise_an_older_reader(
    old: Schema, new: Schema, told: str
) -> None:
    assert breaking(old, new, published=True) == [told]
    assert breaking(old, new, published=False) == []


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize(("old", "new"), ALWAYS_FINE)
def test_optional_fields_words_and_descriptions_may_come(
    old: Schema, new: Schema, published: bool
) -> None:
    assert breaking(old, new, published=published) == []


def test_references_are_followed_on_both_sides() -> None:
    old = {**one(**{"$ref": "#/$defs/Kind"}), "$defs": {"Kind": {"enum": ["a", "b"]}}}
    assert breaking(old, one(enum=["a", "b"]), published=True) == []
    assert breaking(old, one(enum=["a"]), published=True) == ["word is no longer 'b'"]


@pytest.mark.parametrize("type_name", TYPES)
def test_a_schema_breaks_nothing_of_itself(type_name: str) -> None:
    body = committed_schema(type_name)
    assert breaking(body, body, published=True) == []


def changed(type_name: str, change: Change) -> Schema:
    body = copy.deepcopy(committed_schema(type_name))
    change(body)
    return body


def _without_tenant(body: Schema) -> None:
    del body["properties"]["tenant"]


def _requires_channel(body: Schema) -> None:
    body["$defs"]["TicketRecorded"]["required"].append("channel")


def _forgets_source(body: Schema) -> None:
    body["$defs"]["Timeline"]["enum"].remove("source")


@pytest.mark.parametrize(
    ("type_name", "change", "told"),
    [
        (OPENED, _without_tenant, "tenant is gone"),
        (RECORDED, _requires_channel, "data.channel is now required"),
        (OPENED, _forgets_source, "data.timeline is no longer 'source'"),
    ],
)
def test_a_change_of_a_real_schema_is_told_with_its_type_and_place(
    type_name: str, change: Change, told: str
) -> None:
    old = {type_name: committed_schema(type_name)}
    assert compatibility.broken(old, {type_name: changed(type_name, change)}) == [
        f"{type_name}: {told}"
    ]


def test_a_type_may_come_and_must_not_go() -> None:
    one_type = {OPENED: committed_schema(OPENED)}
    assert compatibility.broken({}, one_type) == []
    assert compatibility.broken(one_type, {}) == [f"{OPENED}: the type is gone"]


def test_the_committed_schemas_keep_what_the_last_release_promised() -> None:
    faults = compatibility.broken(compatibility.released(), compatibility.committed())
    assert faults == [], "a change like this needs a new type (.v2) beside the old one"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder of schemas with one event in it, whose state is a commit."""
    folder = tmp_path / "schemas"
    folder.mkdir()
    (folder / "firstline.intake.one.v1.json").write_text(json.dumps(one(type="string")))
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "first"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return folder


def run(folder: Path, *words: str) -> int:
    file = folder.parent / "released.json"
    return compatibility.main(["--folder", str(folder), "--released", str(file), *words])


def test_a_git_revision_can_be_the_base(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(clone, "--base", "HEAD") == 0
    (clone / "firstline.intake.one.v1.json").write_text(json.dumps(event()))

    assert run(clone, "--base", "HEAD") == 1

    assert "breaks: firstline.intake.one.v1: word is gone\n" in capsys.readouterr().out


def test_a_release_promises_what_is_there_and_never_takes_a_promise_back(clone: Path) -> None:
    file = clone.parent / "released.json"
    assert run(clone, "--release") == 0
    promised = file.read_bytes()
    assert run(clone) == 0
    (clone / "firstline.intake.one.v1.json").write_text(json.dumps(event()))

    assert run(clone, "--release") == 1

    assert file.read_bytes() == promised


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--release makes it"),
        (("--base", "no-such-revision"), "git ls-tree says: fatal"),
    ],
)
def test_nothing_to_compare_with_is_told(
    clone: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    with pytest.raises(SystemExit):
        run(clone, *words)
    assert told in capsys.readouterr().err


def test_a_folder_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        compatibility.main(["--folder", "no/such/folder"])
    assert "no folder no/such/folder: name one with --folder" in capsys.readouterr().err
