"""The suite as docker-compose.yml brings it up, in a copy of the project, on free ports."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx

from firstline_local.ports import free_ports
from firstline_local.processes import wait_until
from tests.support.pages import ROOT

SERVICES = ("intake", "triage", "escalation", "kb", "reporting")
SERVERS = ("postgres", "kafka")
PATIENCE_SECONDS = 240.0


class Composed:
    """One project of Compose: what its containers are, and what is done to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        names = (*SERVICES, *SERVERS, "prometheus")
        self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        published = {f"FIRSTLINE_PORT_{name.upper()}": str(at) for name, at in self.ports.items()}
        self.env: Mapping[str, str] = os.environ | published

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """A command in the project's folder; a failure shows what it said."""
        done = subprocess.run(
            command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
        return done

    def compose(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self.run("docker", "compose", *words, check=check)

    def container(self, name: str) -> str:
        """The id of a service's container."""
        return self.compose("ps", "--all", "--quiet", name).stdout.strip()

    def inspect(self, name: str) -> dict[str, Any]:
        """What the engine knows of a service's container."""
        [found] = json.loads(self.run("docker", "inspect", self.container(name)).stdout)
        return dict(found)

    def logs(self, name: str) -> str:
        done = self.run("docker", "logs", self.container(name))
        return done.stdout + done.stderr

    def inside(self, name: str, *command: str) -> subprocess.CompletedProcess[str]:
        """A command in a service's container, whatever becomes of it."""
        return self.run("docker", "exec", self.container(name), *command, check=False)

    def is_healthy(self, name: str) -> bool:
        state = self.inspect(name)["State"]
        return bool(state["Running"] and state["Health"]["Status"] == "healthy")

    def kill(self, name: str) -> None:
        """End a container's main process with 9, as the machine would when its memory is full."""
        os.kill(self.inspect(name)["State"]["Pid"], signal.SIGKILL)

    def url(self, service: str) -> str:
        return f"http://127.0.0.1:{self.ports[service]}"

    def password(self, name: str) -> str:
        """A secret out of the `.env` that was drawn for this project."""
        lines = (self.folder / ".env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)[f"FIRSTLINE_PASSWORD_{name.upper()}"]

    def database_url(self, role: str = "postgres", database: str = "firstline") -> str:
        user = role if role == "postgres" else f"firstline_{role}"
        at = self.ports["postgres"]
        return f"postgresql://{user}:{self.password(role)}@127.0.0.1:{at}/{database}"


def copy_of_the_project(folder: Path) -> Path:
    """What git knows, or would if it were added: no test writes into the project itself."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if not name.startswith(("data/", "benchmarks/")) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def eventually(holds: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until it holds; fails with what was waited for. Servers may be away meanwhile."""
    held = wait_until(lambda: _holds(holds), seconds, every=0.5)
    assert held, f"not within {seconds:.0f} s: {what}"


def _holds(holds: Callable[[], bool]) -> bool:
    try:
        return holds()
    except httpx.HTTPError:
        return False
