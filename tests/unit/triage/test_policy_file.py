"""A scoring policy is read from a file; each fault names its line and what to do."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from firstline_events.vocabulary import Level, Priority
from firstline_triage.adapters.files.policy_file import PolicyFileRefused, read_policy

ORIGINAL = Path(str(files("firstline_triage"))) / "policies" / "itil.v1.toml"


def refusal(folder: Path, old: str, new: str, name: str = "itil.v1.toml") -> str:
    """What is said of the policy file after `old` in it has become `new`."""
    text = ORIGINAL.read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyFileRefused) as refused:
        read_policy(path)
    assert "what to do: " in str(refused.value)
    return str(refused.value)


def line_with(text: str) -> int:
    lines = ORIGINAL.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_the_policy_that_comes_with_the_service_is_the_itil_matrix() -> None:
    policy = read_policy(None)
    text = "H/H critical, H/M and M/H high, M/M and L/H moderate, M/L, L/M, L/L low, H/L moderate"
    letters = {level[0].upper(): level for level in Level}
    told = {}
    for group in re.findall(r"((?:[HML]/[HML](?:, | and )?)+) (\w+)", text):
        for cell in re.findall(r"([HML])/([HML])", group[0]):
            told[letters[cell[0]], letters[cell[1]]] = Priority(group[1])
    assert policy.matrix == told
    assert len(told) == 9
    assert policy.label == "itil@1"


def test_a_policy_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    text = ORIGINAL.read_text(encoding="utf-8").replace("version = 1", "version = 2")
    path = tmp_path / "itil.v2.toml"
    path.write_text(text.replace("critical = 400", "critical = 1000"), encoding="utf-8")
    policy = read_policy(path)
    assert (policy.label, policy.points[Priority.CRITICAL]) == ("itil@2", 1000)


def test_a_misspelt_priority_is_named_with_its_line(tmp_path: Path) -> None:
    told = refusal(tmp_path, 'high = "critical"', 'high = "critcal"')
    line = line_with('high = "critical"')
    assert f"itil.v1.toml, line {line}: 'critcal' is no priority" in told
    assert "use one of critical, high, moderate, low" in told


def test_a_missing_cell_is_named_with_the_line_of_its_row(tmp_path: Path) -> None:
    told = refusal(tmp_path, 'medium = "moderate"\n', "")
    assert f"line {line_with('[matrix.medium]')}: matrix.medium.medium is missing" in told


def test_a_missing_table_is_told_at_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "itil.v1.toml"
    path.write_text(ORIGINAL.read_text(encoding="utf-8").partition("[points]")[0], encoding="utf-8")
    with pytest.raises(PolicyFileRefused, match="line 1: points is missing"):
        read_policy(path)


def test_an_unknown_key_is_a_fault_not_a_default(tmp_path: Path) -> None:
    told = refusal(tmp_path, "[points]", "[points]\nhigest = 900")
    assert f"line {line_with('[points]') + 1}: points.higest is not known" in told


def test_a_matrix_that_ranks_a_worse_case_lower_is_refused(tmp_path: Path) -> None:
    told = refusal(tmp_path, 'low = "moderate"', 'low = "critical"')
    assert "impact high with urgency medium gives high" in told
    assert "but impact high with urgency low gives critical" in told


@pytest.mark.parametrize("points", ["100", "-1", "2.5", "true", '"many"', "9999999"])
def test_points_that_do_not_rise_with_the_priority_are_refused(tmp_path: Path, points: str) -> None:
    told = refusal(tmp_path, "moderate = 200", f"moderate = {points}")
    assert f"line {line_with('moderate = 200')}: " in told
    assert "points rise with the priority" in told


@pytest.mark.parametrize("version", ["0", "-1", "true", '"1"', "1.0"])
def test_versions_count_from_one(tmp_path: Path, version: str) -> None:
    told = refusal(tmp_path, "version = 1", f"version = {version}")
    assert f"line {line_with('version = 1')}: " in told
    assert "is no version" in told


@pytest.mark.parametrize("name", ['""', '"ITIL"', "3", '"a@b"'])
def test_a_name_that_could_not_stand_in_a_label_is_refused(tmp_path: Path, name: str) -> None:
    assert "is no name of a policy" in refusal(tmp_path, 'name = "itil"', f"name = {name}")


def test_a_matrix_that_is_no_table_is_refused(tmp_path: Path) -> None:
    text = ORIGINAL.read_text(encoding="utf-8")
    path = tmp_path / "itil.v1.toml"
    path.write_text(
        re.sub(r"\[matrix.high\].*?\n\n", "[matrix]\nhigh = 3\n", text, flags=re.DOTALL)
    )
    with pytest.raises(PolicyFileRefused, match=r"matrix.high is no table"):
        read_policy(path)


def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    told = refusal(tmp_path, "version = 1", "version = = 1")
    assert f"line {line_with('version = 1')}: is not TOML" in told


def test_a_file_must_be_called_what_it_holds(tmp_path: Path) -> None:
    told = refusal(tmp_path, "version = 1", "version = 1", name="mine.toml")
    assert "mine.toml, line" in told
    assert "call the file itil.v1.toml" in told


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyFileRefused, match="FIRSTLINE_TRIAGE_POLICY_FILE"):
        read_policy(tmp_path / "itil.v9.toml")


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "itil.v1.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(PolicyFileRefused, match="can't be read"):
        read_policy(path)
