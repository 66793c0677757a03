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
    "intake": ("SELECT count(*) FROM intake.receipts", 2_000),
    "escalation": ("SELECT count(*) FROM escalation.stored_events", 200),
    "triage": ("SELECT count(*) FROM triage.stored_events", 500),
    "reporting": ("SELECT count(*) FROM reporting.ticket_events_v1", 6_000),
}
"""Per service: what it has written, and from where it is killed."""


def test_services_killed_in_the_middle_of_the_import_end_with_the_same_numbers(
    suite: Suite,
) -> None:
    suite.up()
    with _demo() as demo:
        killed_at = {name: _kill_in_the_middle(suite, name) for name in MIDDLE}
        output, errors = demo.communicate(timeout=240)

    assert demo.returncode == 0, errors[-3_000:]
    shown = json.loads(output)
    assert shown["agrees"]
    assert shown["import"]["rows"]["read"] == ROWS
    for name, written in killed_at.items():
        assert written < _written(suite, name), f"{name} had finished before it was killed"


def _demo() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [FIRSTLINE, "demo", "--limit", str(ROWS), "--json"],
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _kill_in_the_middle(suite: Suite, name: str) -> int:
    """Kill it, start it again without waiting for it, and tell what it had written by then."""
    begun = MIDDLE[name][1]
    assert wait_until(lambda: _written(suite, name) >= begun, 120, every=0.02), f"{name} is idle"
    victim = _identity(suite, name)
    os.kill(victim.pid, signal.SIGKILL)
    assert wait_until(lambda: not victim.alive(), 10), f"{name} survived"
    written = _written(suite, name)
    suite.service(name).start()
    return written


def _written(suite: Suite, name: str) -> int:
    servers = suite.servers()
    assert servers is not None
    with psycopg.connect(servers.postgres_admin_url, dbname="firstline") as connection:
        row = connection.execute(MIDDLE[name][0].encode()).fetchone()
    return int(row[0]) if row else 0


def _identity(suite: Suite, name: str) -> Identity:
    return next(record.identity for record in suite.running() if record.name == name)
