"""A service as a process of its own, against a test's database and topics."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx

from firstline_local.ports import free_ports
from firstline_local.processes import wait_until
from tests.support.servers import Database

DEADLINE_SECONDS = 60.0


class Process:
    """`python -m firstline_<name> serve`, started, asked, killed, stopped."""

    def __init__(
        self, name: str, database: Database, folder: Path, *, migrate: bool = True, **settings: str
    ):
        self.name = name
        self._port = free_ports(1)[0]
        self.log = folder / f"{name}.log"
        self._env = {**os.environ, **_settings(name, database, self._port, settings)}
        self._child: subprocess.Popen[bytes] | None = None
        if migrate:
            self.run("migrate")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        assert self._child is not None
        return self._child.pid

    def run(self, *words: str, expect: int = 0) -> subprocess.CompletedProcess[str]:
        """One command of the service to its end, which must be of the expected status."""
        command = [sys.executable, "-m", f"firstline_{self.name}", *words]
        done = subprocess.run(
            command, env=self._env, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == expect, done.stderr
        return done

    def start(self, *roles: str) -> None:
        """Returns when it is ready; fails with the end of its log."""
        self.launch(*roles)
        self.wait_until(self.is_ready, "ready")

    def launch(self, *roles: str) -> None:
        """Returns at once, whatever becomes of it."""
        words = [word for role in roles for word in ("--role", role)]
        command = [sys.executable, "-m", f"firstline_{self.name}", "serve", *words]
        with self.log.open("ab") as output:
            self._child = subprocess.Popen(command, env=self._env, stdout=output, stderr=output)

    def is_ready(self) -> bool:
        assert self._child is not None
        assert self._child.poll() is None, self.log.read_text()[-2_000:]
        return bool(self.readiness()["status"] == "ready")

    def readiness(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = httpx.get(f"{self.url}/health/ready", timeout=2).json()
        except (httpx.HTTPError, json.JSONDecodeError):
            return {"status": "silent", "checks": {}}
        return found

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"{self.url}{path}", timeout=10)

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        good = wait_until(condition, DEADLINE_SECONDS)
        assert good, (
            f"{self.name} is not {what}: {self.readiness()} {self.log.read_text()[-2_000:]}"
        )

    def kill(self) -> None:
        """As an operating system would that has run out of memory."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Politely; fails when it doesn't go, or goes with an error."""
        assert self._end(signal.SIGTERM) == 0, self.log.read_text()[-2_000:]

    def close(self) -> None:
        """Whatever became of it, it is gone after this."""
        if self._child is not None and self._child.poll() is None:
            self.kill()

    def _end(self, number: signal.Signals) -> int:
        assert self._child is not None
        self._child.send_signal(number)
        return self._child.wait(DEADLINE_SECONDS)


def _settings(
    name: str, database: Database, port: int, settings: Mapping[str, str]
) -> dict[str, str]:
    ours = {
        "database_url": database.url(name),
        "kafka_bootstrap": database.servers.kafka_bootstrap,
        "http_port": str(port),
        **({"attachments": "memory:///"} if name == "intake" else {}),
        **settings,
    }
    return {f"FIRSTLINE_{name}_{key}".upper(): value for key, value in ours.items()}
