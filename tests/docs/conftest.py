"""A whole suite for the commands of pages, with the first rows of the log in it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstline_local.layout import Layout, project
from firstline_local.suite import Suite
from tests.support.suites import suite_of_its_own

ROWS = "2000"


@pytest.fixture(scope="module")
def documented_suite() -> Iterator[dict[str, str]]:
    """The environment of a reader whose suite runs: `firstline` on PATH finds it.

    It goes with the file: kept up to the end, it costs all other tests half a core.
    """
    with suite_of_its_own() as suite:
        suite.up()
        env = _environment(suite)
        subprocess.run(["firstline", "import", "incidents", "--limit", ROWS], env=env, check=True)
        yield env


def _environment(suite: Suite) -> dict[str, str]:
    programs = str(Path(sys.executable).parent)
    addresses = {f"FIRSTLINE_{name.upper()}_URL": suite.url(name) for name in suite.names}
    return {
        **os.environ,
        **addresses,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "FIRSTLINE_LOCAL_DIR": str(suite.layout.root),
        "FIRSTLINE_CACHE_DIR": str(Layout.at(project() / ".local").cache),
        "COLUMNS": "80",
        "PYTHONUNBUFFERED": "1",
    }
