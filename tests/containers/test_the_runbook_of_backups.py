"""docs/runbooks/backup-and-restore.md, carried out as it stands there."""

import subprocess

from tests.containers.test_the_suite_in_containers import open_from_kafka, open_over_http, reported
from tests.support.composed import Composed
from tests.support.pages import ROOT, blocks

PAGE = ROOT / "docs" / "runbooks" / "backup-and-restore.md"
FILE = "/var/lib/firstline/kept"


def carry_out(suite: Composed, script: str) -> None:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=suite.folder, env=suite.env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{script}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def test_what_was_backed_up_is_there_after_everything_was_lost(composed: Composed) -> None:
    backup, restore = [block.text for block in blocks(PAGE) if block.tag == "bash"]
    before = [opens(composed) for opens in (open_over_http, open_from_kafka)]
    told = [reported(composed, ticket) for ticket in before]
    assert composed.inside("intake", "touch", FILE).returncode == 0
    carry_out(composed, backup)
    composed.compose("down", "--volumes")
    (composed.folder / ".env").unlink()
    carry_out(composed, restore)
    assert [reported(composed, ticket) for ticket in before] == told
    assert composed.inside("intake", "ls", FILE).returncode == 0
    for opens in (open_over_http, open_from_kafka):
        assert reported(composed, opens(composed))["priority"] == "high"
