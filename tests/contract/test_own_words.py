"""Our own words are known wherever a list of them is kept by hand."""

import re
from pathlib import Path

import pytest

from firstline_events.vocabulary import Level, Status
from firstline_intake.adapters.files.mapping_files import read_mappings
from firstline_intake.domain.mapping import UnknownWord

ROOT = Path(__file__).parents[2]
MIGRATIONS = ROOT / "services" / "reporting" / "src" / "firstline_reporting" / "migrations"
every_status = pytest.mark.parametrize("status", Status)


@every_status
def test_a_desk_that_speaks_our_words_can_say_every_status(status: Status) -> None:
    unknown: list[UnknownWord] = []
    told = read_mappings().of("a desk without a mapping").status_of(status.value, unknown)

    assert told is status
    assert bool(unknown) == (status is Status.UNKNOWN)


@pytest.mark.parametrize("field", ["impact", "urgency"])
@pytest.mark.parametrize("level", Level)
def test_a_desk_that_speaks_our_words_can_say_every_level(field: str, level: Level) -> None:
    mapping = read_mappings().of("a desk without a mapping")

    assert mapping.level_of(field, level.value, []) is level


@every_status
def test_analysts_are_told_every_status(status: Status) -> None:
    sql = "\n".join(path.read_text() for path in sorted(MIGRATIONS.glob("*.sql")))
    comments = re.findall(r"COMMENT ON COLUMN analytics\.tickets\.status IS\s+'([^']*)'", sql)

    assert re.search(rf"\b{status.value}\b", comments[-1])


@every_status
def test_the_glossary_knows_every_status(status: Status) -> None:
    assert f"`{status.value}`" in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
