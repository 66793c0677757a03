"""Mapping files: a foreign desk's words in ours, and faults named by file and field."""

from pathlib import Path

import pytest

from firstline_chassis.errors import CannotServe
from firstline_events.vocabulary import Level, Status, Timeline
from firstline_intake.adapters.files.mapping_files import read_mappings
from firstline_intake.domain.mapping import UnknownWord

SHOP = """
origin = "shop"
version = 1
timeline = "live"
[status]
"Packing" = "open"
[impact]
"big" = "high"
[urgency]
[queues]
"B" = "Billing"
"""


def mapping_file(folder: Path, text: str, name: str = "shop.v1.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_words_map_letter_by_letter_and_the_others_are_told_not_dropped() -> None:
    mapping, unknown = read_mappings().of("servicenow"), list[UnknownWord]()
    assert mapping.status_of("Awaiting User Info", unknown) is Status.WAITING_REQUESTER
    assert mapping.level_of("impact", "1 - High", unknown) is Level.HIGH
    assert mapping.level_of("urgency", None, unknown) is None
    assert unknown == []
    assert mapping.status_of("-100", unknown) is Status.UNKNOWN
    assert mapping.status_of("awaiting user info", unknown) is Status.UNKNOWN
    assert mapping.level_of("urgency", "9", unknown) is None
    assert unknown == [
        ("servicenow", "status", "-100"),
        ("servicenow", "status", "awaiting user info"),
        ("servicenow", "urgency", "9"),
    ]


def test_an_import_follows_its_source_and_begins_with_the_sources_word() -> None:
    mapping = read_mappings().of("servicenow")
    assert (mapping.timeline, mapping.opens_as) == (Timeline.SOURCE, "New")
    assert "first_response" in mapping.not_observable


def test_an_origin_without_a_mapping_speaks_our_words_under_its_own_name() -> None:
    mapping, unknown = read_mappings().of("shop"), list[UnknownWord]()
    assert (mapping.origin, mapping.timeline) == ("shop", Timeline.LIVE)
    assert mapping.status_of("waiting_internal", unknown) is Status.WAITING_INTERNAL
    mapping.status_of("Packing", unknown)
    assert unknown == [("shop", "status", "Packing")]


def test_asking_again_for_an_origin_makes_no_second_mapping() -> None:
    mappings = read_mappings()
    assert mappings.of("shop") is mappings.of("shop")


def test_an_origin_labels_metrics_only_if_it_has_a_mapping_of_its_own() -> None:
    mappings = read_mappings()
    labels = {mappings.label(f"invented-{n}") for n in range(1_000)}
    assert (labels, mappings.label("servicenow")) == ({"other"}, "servicenow")


def test_a_folder_adds_origins_and_renames_queues(tmp_path: Path) -> None:
    mapping_file(tmp_path, SHOP)
    (tmp_path / "notes.txt").write_text("not a mapping")
    mappings = read_mappings(tmp_path)
    shop = mappings.of("shop")
    assert shop.status_of("Packing", []) is Status.OPEN
    assert [shop.queue_of(one) for one in ("B", "Sales", None)] == ["Billing", "Sales", None]
    assert mappings.of("servicenow").timeline is Timeline.SOURCE


def test_the_highest_version_counts_and_a_folders_wins_over_ours(tmp_path: Path) -> None:
    for version in (9, 10, 2):
        text = SHOP.replace("version = 1", f"version = {version}")
        mapping_file(tmp_path, text, f"shop.v{version}.toml")
    mapping_file(tmp_path, SHOP.replace('"shop"', '"servicenow"'), "theirs.toml")
    mappings = read_mappings(tmp_path)
    assert mappings.of("shop").version == 10
    assert mappings.of("servicenow").timeline is Timeline.LIVE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (SHOP.replace('"open"', '"opened"'), "status.Packing: Input should be 'new'"),
        (SHOP.replace("version = 1", "version = 0"), "version: Input should be greater than"),
        (SHOP.replace("version = 1", ""), "version: is missing"),
        (SHOP.replace("[queues]", "[queue]"), "queue: is no field of this type"),
        (SHOP.replace('"high"', "3"), "impact.big: Input should be"),
        (SHOP.replace('"live"', '"wall"'), "timeline: Input should be 'live' or 'source'"),
        ("origin = ", "is no TOML"),
    ],
)
def test_a_fault_is_named_by_its_file_and_field(tmp_path: Path, text: str, reason: str) -> None:
    file = mapping_file(tmp_path, text)
    with pytest.raises(CannotServe) as refused:
        read_mappings(tmp_path)
    assert str(file) in str(refused.value)
    assert reason in str(refused.value)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CannotServe, match=r"bad\.toml is no TOML"):
        read_mappings(tmp_path)


def test_a_file_that_cant_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(CannotServe, match=r"folder\.toml can't be read"):
        read_mappings(tmp_path)


def test_two_files_that_claim_the_same_version_are_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        mapping_file(tmp_path, SHOP, name)
    with pytest.raises(CannotServe, match="both say version 1 of shop"):
        read_mappings(tmp_path)


def test_everything_that_is_missing_in_a_file_is_told_at_once(tmp_path: Path) -> None:
    mapping_file(tmp_path, 'origin = "shop"\n[status]\n')
    told = "version: is missing; timeline: is missing; impact: is missing; urgency: is missing"
    with pytest.raises(CannotServe, match=told):
        read_mappings(tmp_path)


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match="is no folder of mapping files"):
        read_mappings(tmp_path / "nowhere")
