"""Rules of the house that no linter knows."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 300
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}


def committed(*patterns: str) -> list[Path]:
    """The files that git knows (or would, if they were added), by their patterns."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def test_no_file_is_too_long_to_read() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in committed("*.py")}
    assert [str(path) for path, lines in lengths.items() if lines > LONGEST_FILE] == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in committed("*.py") if path.stem in SAYS_NOTHING] == []


def test_the_lock_pins_and_hashes_everything_and_names_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text()
    packages = re.findall(r"^(\S+)==\S+.* \\\n    --hash=sha256:", text, flags=re.MULTILINE)
    starts = re.findall(r"^[a-z]\S*", text, flags=re.MULTILINE)
    assert len(packages) == len(starts) > 50
    assert "://" not in text


def test_no_second_lock_is_committed() -> None:
    assert committed("uv.lock", "**/uv.lock") == []


@pytest.mark.parametrize(
    "member", sorted(ROOT.glob("*/*/pyproject.toml")), ids=lambda p: p.parent.name
)
def test_every_member_is_typed_and_flat(member: Path) -> None:
    [package] = (member.parent / "src").glob("firstline_*")
    assert package.name == f"firstline_{member.parent.name}"
    assert (package / "py.typed").exists()
