"""The mapping that the page for publishers shows is one that intake reads."""

from pathlib import Path

from firstline_events.vocabulary import Status, Timeline
from firstline_intake.adapters.files.mapping_files import read_mappings
from tests.support.pages import ROOT, blocks


def test_the_mapping_shown_to_publishers_is_read(tmp_path: Path) -> None:
    [shown] = [one for one in blocks(ROOT / "docs" / "publishing.md") if one.tag == "toml"]
    (tmp_path / "harbour.v1.toml").write_text(shown.text, encoding="utf-8")

    mapping = read_mappings(tmp_path).of("harbour")

    assert (mapping.origin, mapping.timeline) == ("harbour", Timeline.LIVE)
    assert mapping.status_of("On site", []) is Status.OPEN
