"""The suite in containers, brought up once by the commands of the README."""

import subprocess
from collections.abc import Iterator

import pytest

from tests.support.composed import Composed, copy_of_the_project
from tests.support.pages import ROOT, blocks

HEADING = "## Deploy it"


def deployment_script() -> str:
    """The README's way to the suite in containers, as a reader would type it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    start = text[: text.index(HEADING)].count("\n")
    first = next(
        block for block in blocks(ROOT / "README.md") if block.line > start and block.tag == "bash"
    )
    return first.text


@pytest.fixture(scope="session")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composed]:
    """The whole suite, as the README says, in a copy of the project."""
    suite = Composed(copy_of_the_project(tmp_path_factory.mktemp("firstline")))
    try:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", deployment_script()],
            cwd=suite.folder, env=suite.env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}\n{_told(suite)}"
        yield suite
    finally:
        suite.compose("down", "--volumes", "--remove-orphans", check=False)


def _told(suite: Composed) -> str:
    """What the containers said: all that is left of a suite that did not come up."""
    return suite.compose("logs", "--tail", "20", check=False).stdout
