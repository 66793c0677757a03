"""`firstline demo` on the first rows of the log: every figure agrees, twice, and nothing stays."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from firstline_local.suite import Suite

pytestmark = pytest.mark.e2e
FIRSTLINE = Path(sys.executable).with_name("firstline")
ROWS = 2000


def test_the_demo_agrees_stops_everything_and_changes_no_number_when_repeated(
    suite: Suite,
) -> None:
    first = _demo()
    assert first["agrees"]
    assert [record.name for record in suite.running()] == ["watchdog"]

    second = _demo("--keep")
    assert second["import"]["published"] == 0
    assert second["import"]["rows"]["already_known"] == ROWS
    assert second["topics"] == first["topics"]
    assert second["figures"] == first["figures"]
    assert suite.is_up()

    fewer = _run("demo", "--limit", str(ROWS // 2), "--json")
    assert fewer.returncode == 1
    assert "firstline clean" in fewer.stderr
    assert suite.is_up(), "a suite that ran before goes on running"


def _demo(*options: str) -> dict[str, Any]:
    outcome = _run("demo", "--limit", str(ROWS), "--json", *options)
    assert outcome.returncode == 0, outcome.stderr
    found: dict[str, Any] = json.loads(outcome.stdout)
    return found


def _run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [FIRSTLINE, *arguments],
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
