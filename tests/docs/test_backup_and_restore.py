"""The runbook, as written: a database is lost and restored, and an older dump is found out."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from firstline_local.places import ports_from
from firstline_local.ports import is_free
from firstline_local.processes import wait_until
from firstline_local.suite import Suite
from tests.support.pages import ROOT, blocks
from tests.support.suites import suite_of_its_own

pytestmark = pytest.mark.e2e
WORDS = b"It beeps twice in any dock."
BACKUP = ROOT / "docs" / "runbooks" / "older-backup.md"
ADA = {"kind": "requester", "id": "ada@example.org"}
VIEWS = """SELECT string_agg(format(
    'SELECT %L, count(*), md5(string_agg(t::text, ''|'' ORDER BY t::text)) FROM analytics.%I AS t',
    table_name, table_name), ' UNION ALL ' ORDER BY table_name)
    FROM information_schema.views WHERE table_schema = 'analytics' AND table_name <> 'freshness'"""

OUTBOXES = " UNION ALL ".join(
    f"""SELECT '{service}',
        (SELECT coalesce(max(notification_id), 0) FROM {service}.stored_events),
        (SELECT coalesce(max(position), 0) FROM {service}.relay_cursors WHERE feed = 'events')"""  # noqa: S608
    for service in ("intake", "triage", "escalation", "kb")
)


class Operator:
    """Somebody at a terminal, with the page open and a suite of the machine's own."""

    def __init__(self, env: Mapping[str, str]):
        self.env = dict(env)
        self.steps = [block.text for block in blocks(BACKUP) if block.tag == "bash"]

    def does(self, script: str, expect: int = 0) -> str:
        command = ["bash", "-euo", "pipefail", "-c", script]
        done = subprocess.run(
            command, cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=240,
            stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert (done.returncode == 0) == (expect == 0), f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def figures(self) -> str:
        """All that analysts see, once everything that was published has been read."""
        self.waits_until_nothing_is_on_its_way()
        query = self.asks(VIEWS)
        return self.asks(query) + self.does(
            "firstline report backlog --at 2016-03-31T00:00:00Z --csv"
        )

    def asks(self, query: str) -> str:
        return self.does(f"firstline pg psql -At <<'END'\n{query};\nEND")

    def waits_until_nothing_is_on_its_way(self) -> None:
        assert wait_until(self._is_quiet, 120, every=0.5), self.does("firstline status")

    def _is_quiet(self) -> bool:
        """Whoever read something meanwhile has stored something, or nothing comes of it."""
        before = self.asks(OUTBOXES)
        seen = json.loads(self.does("firstline status --json"))
        read = all(one["lag"] == 0 for one in seen["progress"])
        sent = all(len(set(line.split("|")[1:])) == 1 for line in before.splitlines())
        return read and sent and before == self.asks(OUTBOXES)


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Operator]:
    base = next(base for base in range(21_000, 60_000, 50) if _is_free(base))
    with suite_of_its_own() as suite:
        yield Operator(_environment(suite, base, tmp_path / "backup"))


def _is_free(base: int) -> bool:
    return all(is_free(port) for port in ports_from(base).values())


def _environment(suite: Suite, base: int, backup: Path) -> dict[str, str]:
    ports = ports_from(base)
    urls = {f"FIRSTLINE_{name.upper()}_URL": f"http://127.0.0.1:{ports[name]}" for name in ports}
    return {
        **os.environ,
        **urls,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "FIRSTLINE_LOCAL_DIR": str(suite.layout.root),
        "FIRSTLINE_CACHE_DIR": str(suite.layout.cache),
        "FIRSTLINE_PORT_BASE": str(base),
        "BACKUP": str(backup),
    }


def opens(operator: Operator, subject: str) -> str:
    """A ticket over HTTP, with a file; its address."""
    base = operator.env["FIRSTLINE_INTAKE_URL"]
    asked: dict[str, Any] = {"actor": ADA, "requester": "ada@example.org", "subject": subject}
    made = httpx.post(f"{base}/v1/tickets", json=asked, timeout=20)
    assert made.status_code == httpx.codes.CREATED, made.text
    return base + made.headers["location"]


def attaches(ticket: str) -> str:
    """A file at the ticket; the address of its content."""
    asked = {"name": "log.txt", "actor_kind": "requester", "actor_id": "ada@example.org"}
    media = {"content-type": "text/plain"}
    made = httpx.post(
        f"{ticket}/attachments", content=WORDS, params=asked, headers=media, timeout=20
    )
    assert made.is_success, made.text
    return f"{ticket}/attachments/{made.json()['id']}"


def test_a_lost_database_comes_back_and_an_older_backup_is_found_out(operator: Operator) -> None:
    back_up, restore, go_back = operator.steps
    operator.does("firstline up && firstline import incidents --limit 300")
    kept = opens(operator, "The scanner in hall 3 reads nothing")
    file = attaches(kept)
    operator.waits_until_nothing_is_on_its_way()
    operator.does(back_up)
    assert stat.S_IMODE(Path(operator.env["BACKUP"]).stat().st_mode) == 0o700
    before = operator.figures()

    operator.does("firstline down --services && rm -r $FIRSTLINE_LOCAL_DIR/attachments")
    operator.does("firstline pg psql -d postgres -c 'DROP DATABASE firstline'")
    operator.does(restore)
    assert operator.figures() == before
    assert httpx.get(kept).json()["subject"] == "The scanner in hall 3 reads nothing"

    assert httpx.get(file).content == WORDS

    lost = opens(operator, "The badge reader is offline")
    after = operator.figures()
    assert after != before
    refused = operator.does(restore, expect=1)
    told = refused.partition("firstline: intake ended while it was starting:\n")[2]
    assert told.startswith("  intake can't serve: its store is older than what was published from")
    assert f"firstline.intake.ticket-opened.v1 1 of {lost.rpartition('/')[2]}" in refused
    assert "docs/runbooks/older-backup.md" in refused

    assert "deletes every record" in operator.does("firstline refill", expect=1)
    operator.does(go_back)
    assert operator.figures() == before
    assert httpx.get(lost).status_code == httpx.codes.NOT_FOUND
    assert opens(operator, "Work goes on").startswith("http")
    assert operator.figures() != before
