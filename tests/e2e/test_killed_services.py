"""Each service killed once in the middle of the import, and started again: the same numbers."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from firstline_local.processes import Identity, wait_until
from firstline_local.suite import Suite

pytestmark = pytest.mark.e2e
FIRSTLINE = Path(sys.executable).with_name("firstline")
ROWS = 10_000
MIDDLE = {
    "intake": ("SELECT count(*) FROM intake.receipts", 2_000, ROWS),
    "triage": ("SELECT count(*) FROM triage.stored_events", 500, 1_400),
    "reporting": ("SELECT count(*) FROM reporting.ticket_events_v1", 9_000, 18_500),
}
"""Per service: what it has written, from where it is killed, and what would be too late."""


def test_services_killed_in_the_middle_of_the_import_end_with_the_same_numbers(
    suite: Suite,
) -> None:
    suite.up()
    with _demo() as demo:
        for name in ("intake", "triage", "reporting"):
            _kill_in_the_middle(suite, name)
        output, errors = demo.communicate(timeout=240)

    assert demo.returncode == 0, errors[-3_000:]
    shown = json.loads(output)
    assert shown["agrees"]
    assert shown["import"]["rows"]["read"] == ROWS


def _demo() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [FIRSTLINE, "demo", "--limit", str(ROWS), "--json"],
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _kill_in_the_middle(suite: Suite, name: str) -> None:
    servers = suite.servers()
    assert servers is not None
    statement, begun, over = MIDDLE[name]
    with psycopg.connect(
        servers.postgres_admin_url, dbname="firstline", autocommit=True
    ) as connection:

        def written() -> int:
            row = connection.execute(statement.encode()).fetchone()
            return int(row[0]) if row else 0

        assert wait_until(lambda: written() >= begun, 120, every=0.02), f"{name} wrote too little"
        victim = _identity(suite, name)
        os.kill(victim.pid, signal.SIGKILL)
        assert wait_until(lambda: not victim.alive(), 10), f"{name} survived"
        assert written() < over, f"{name} had finished before it was killed"
    service = suite.service(name)
    service.start()
    service.wait_until_ready()


def _identity(suite: Suite, name: str) -> Identity:
    return next(record.identity for record in suite.running() if record.name == name)
