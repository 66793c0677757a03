"""The index of topics and event types says what the catalogue says."""

from pathlib import Path

import pytest

from firstline_events import contracts
from firstline_events.catalogue import topics


def test_the_committed_index_is_up_to_date() -> None:
    assert not contracts.stale(), "run: python -m firstline_events.contracts"


def test_every_topic_and_every_type_is_on_the_page() -> None:
    page = contracts.page()
    assert [name for name in topics() if f"\n## {name}\n" not in page] == []
    types = [name for topic in topics().values() for name in topic.types()]
    assert [name for name in types if f"| `{name}` |" not in page] == []


def test_check_writes_nothing_and_fails_when_the_page_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "README.md"
    assert contracts.main(["--check", "--page", str(page)]) == 1
    assert not page.exists()
    assert capsys.readouterr().out == "stale: README.md\n"
    assert contracts.main(["--page", str(page)]) == 0
    assert contracts.main(["--check", "--page", str(page)]) == 0


def test_a_folder_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        contracts.main(["--page", "no/such/README.md"])
    assert "no folder no/such: name a page with --page" in capsys.readouterr().err
