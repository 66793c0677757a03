"""`firstline import incidents` as a person or a script calls it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firstline_console.boundary import UserError
from firstline_console.main import build_app
from tests.support.incident_log import line, row, write_lines, write_log


def run(*arguments: str) -> str:
    outcome = CliRunner().invoke(
        build_app(), ["import", "incidents", *arguments], catch_exceptions=False
    )
    assert outcome.exit_code == 0
    return outcome.stdout


def test_a_dry_run_accounts_for_every_row_and_needs_no_server(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "log.csv", line(row()), "broken", line(row("INC2")))
    account = json.loads(run(str(path), "--dry-run", "--json"))
    assert account["rows"] == {
        "read": 3,
        "changed": 0,
        "unchanged": 0,
        "refused": 1,
        "already_known": 0,
    }
    [refused] = account["refused"]
    assert refused["file"] == str(path)
    assert refused["line"] == 3
    assert set(refused) == {"file", "line", "reason", "remedy"}
    assert account["published"] == 0
    assert account["still_open"] == 2


def test_refused_rows_are_printed_with_place_reason_and_remedy(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "log.csv", "broken")
    words = " ".join(run(str(path), "--dry-run").split())
    assert "the line has 1 cells instead of 36" in words
    assert "what to do: mend this line" in words


def test_the_limit_is_kept(tmp_path: Path) -> None:
    path = write_log(tmp_path / "log.csv", [row("A"), row("B")])
    assert json.loads(run(str(path), "--dry-run", "--json", "--limit", "1"))["rows"]["read"] == 1


def test_without_a_suite_the_import_says_how_to_start_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FIRSTLINE_KAFKA_BOOTSTRAP", raising=False)
    monkeypatch.setenv("FIRSTLINE_LOCAL_DIR", str(tmp_path))
    with pytest.raises(UserError) as caught:
        run(str(write_log(tmp_path / "log.csv", [row()])))
    assert "firstline up" in caught.value.remedy
