"""One whole suite for the commands of all pages, with the first rows of the log in it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstline_local import watchdog
from firstline_local.layout import Layout, project
from firstline_local.processes import Identity
from firstline_local.suite import Suite

ROWS = "2000"


@pytest.fixture(scope="session")
def documented_suite() -> Iterator[dict[str, str]]:
    """The environment of a reader whose suite runs: `firstline` on PATH finds it."""
    folder = Path(tempfile.mkdtemp(prefix="firstline-docs-"))
    layout, me = Layout.at(folder), Identity.of(os.getpid())
    layout.prepare()
    watchdog.watch_over(me, layout.run, layout.logs / "watchdog.log", delete=folder)
    suite = Suite(layout, free_ports=True, owner=me)
    try:
        suite.up()
        env = _environment(suite)
        subprocess.run(["firstline", "import", "incidents", "--limit", ROWS], env=env, check=True)
        yield env
    finally:
        suite.down()
        watchdog.dismiss(layout.run)
        shutil.rmtree(folder, ignore_errors=True)


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
