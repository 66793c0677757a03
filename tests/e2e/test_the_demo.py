"""`firstline demo` on the first rows of the log: every figure agrees, twice, and nothing stays."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from firstline_local.layout import Layout
from firstline_local.suite import Suite
from tests.support.ports import free_port_base

pytestmark = pytest.mark.e2e
FIRSTLINE = Path(sys.executable).with_name("firstline")
ROWS = 2000


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Suite]:
    """The suite that the commands of this test work with; it is down afterwards, come what may."""
    monkeypatch.setenv("FIRSTLINE_LOCAL_DIR", str(tmp_path))
    monkeypatch.setenv("FIRSTLINE_PORT_BASE", str(free_port_base()))
    suite = Suite(Layout.of_project())
    yield suite
    suite.down()


def test_the_demo_agrees_stops_everything_and_changes_no_number_when_repeated(
    suite: Suite,
) -> None:
    first = _demo()
    assert first["agrees"]
    assert suite.running() == []

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
