"""`firstline policy check`: what is wrong with a file, where, and what to do."""

import json
from pathlib import Path

import pytest

from firstline_escalation.domain.lines_table import LINES
from tests.support.console import Terminal


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(monkeypatch, capsys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lines.yaml"
    path.write_text(LINES.seed_text(), encoding="utf-8")
    return path


def line_with(text: str) -> int:
    lines = LINES.seed_text().splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_file_without_a_fault_is_said_to_be_so(terminal: Terminal, file: Path) -> None:
    assert terminal.types("policy", "check", file) == (0, f"{file}: lines without a fault.\n", "")
    assert terminal.types("policy", "check", file, "--json") == (0, "[]\n", "")


def test_every_fault_is_told_with_file_line_and_remedy(terminal: Terminal, file: Path) -> None:
    spoil(file, "bounce_limit: 4", "bounce_limit: 0")
    spoil(file, "id: devices", "id: network")
    ended = terminal.types("policy", "check", file)
    first, second = line_with("bounce_limit"), line_with("id: devices")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        f"lines.yaml:{first}: 0 is not possible\n  what to do: give a number, 1 to 1000\n"
        f"lines.yaml:{second}: there is another queue network\n  what to do: rename one queue\n"
    )


def test_programs_get_the_faults_as_json(terminal: Terminal, file: Path) -> None:
    spoil(file, "bounce_limit: 4", "bounce_limit: 0")
    ended = terminal.types("policy", "check", file, "--json")
    [fault] = json.loads(ended.out)
    assert (ended.code, ended.err) == (1, "")
    assert fault == {
        "file": "lines.yaml",
        "line": line_with("bounce_limit"),
        "fault": "0 is not possible",
        "remedy": "give a number, 1 to 1000",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [1,\n", "lines.yaml:2: is not YAML"),
        ("lines: []\n", "lines.yaml:1: the file doesn't say its kind"),
        ("x: 1\nkind: lanes\n", "lines.yaml:2: 'lanes' is no kind of policy"),
        ("kind: 7\n", "lines.yaml:1: 7 is no kind of policy"),
        ("kind: lines\nkind: lines\n", "lines.yaml:2: kind is said twice"),
    ],
)
@pytest.mark.parametrize("how", [[], ["--json"]])
def test_a_file_that_says_no_kind_of_ours_has_one_fault(
    terminal: Terminal, file: Path, text: str, told: str, how: list[str]
) -> None:
    file.write_text(text, encoding="utf-8")
    ended = terminal.types("policy", "check", file, *how)
    assert ended.code == 1
    if how:
        [fault] = json.loads(ended.out)
        assert f"{fault['file']}:{fault['line']}: {fault['fault']}".startswith(told)
    else:
        assert ended.err.startswith(told)
        assert "  what to do: " in ended.err


def test_a_file_that_can_not_be_read_ends_with_2(terminal: Terminal, tmp_path: Path) -> None:
    ended = terminal.types("policy", "check", tmp_path / "none.yaml")
    assert ended.code == 2
    assert "none.yaml: can't be read: No such file or directory" in ended.err
    assert "what to do: name a file that is there" in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ["show", "lines"],
        ["history", "lines"],
        ["diff", "lines"],
        ["diff", "FILE"],
        ["publish", "FILE"],
    ],
)
def test_a_service_that_is_not_there_is_told_with_its_remedy(
    terminal: Terminal, file: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("FIRSTLINE_ESCALATION_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("FIRSTLINE_AGENT", "carla")
    named = [file if word == "FILE" else word for word in words]
    ended = terminal.types("policy", *named)
    assert ended.code == 2
    assert "escalation doesn't answer at http://127.0.0.1:9" in ended.err
    assert "start the suite with `firstline up`" in ended.err


def test_a_kind_that_nobody_brings_is_told_with_those_that_there_are(terminal: Terminal) -> None:
    ended = terminal.types("policy", "show", "lanes")
    assert ended.code == 2
    assert "there is no kind of policy lanes" in ended.err
    assert "lines" in ended.err


def test_nobody_publishes_without_a_name(
    terminal: Terminal, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FIRSTLINE_AGENT", raising=False)
    ended = terminal.types("policy", "publish", file, "--expecting", 1)
    assert ended.code == 1
    assert "who acts?" in ended.err
    assert "--as nora" in ended.err
    assert "FIRSTLINE_AGENT" in ended.err


def test_a_file_is_compared_with_one_version_only(terminal: Terminal, file: Path) -> None:
    ended = terminal.types("policy", "diff", file, "--to", 2)
    assert ended.code == 2
    assert "leave --to out" in ended.err
