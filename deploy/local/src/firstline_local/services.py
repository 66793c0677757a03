"""One service of the suite as a process of its own."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from firstline_local.errors import LocalError
from firstline_local.layout import Layout
from firstline_local.logs import reason_in, size_of, text_after
from firstline_local.ports import LOOPBACK, require_free
from firstline_local.processes import Identity, Launch, Record, recorded, stop, wait_until

READY_SECONDS = 60.0
MIGRATE_SECONDS = 120.0
STOP_SECONDS = 25.0
_SHOWN = 14
"""Lines of a log in a message: a store that is older than its topics takes 13 to tell."""


class Service:
    """`python -m firstline_<name>`: migrated, served, waited for and stopped."""

    def __init__(
        self,
        name: str,
        port: int,
        env: Mapping[str, str],
        layout: Layout,
        owner: Identity | None = None,
    ) -> None:
        self.name = name
        self.port = port
        self.env = env
        self._layout = layout
        self._owner = owner
        self._logged = 0
        """How long its log was when we last had something done; what is behind it answers that."""

    @property
    def log(self) -> Path:
        return self._layout.logs / f"{self.name}.log"

    def record(self) -> Record | None:
        """The record of its process while that runs."""
        found = recorded(self._layout.run, self.name)
        return found if found and found.alive() else None

    def runs(self) -> bool:
        """Whether it runs, and a start would leave it as it is."""
        found = self.record()
        return found is not None and not found.stale()

    def migrate(self) -> None:
        """Bring its schema up to date."""
        self._logged = size_of(self.log)
        with self.log.open("ab") as output:
            outcome = subprocess.run(
                self._command("migrate"),
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=MIGRATE_SECONDS,
                check=False,
            )
        if outcome.returncode:
            raise self._failed("could not bring its tables up to date")

    def refill(self) -> str:
        """Let it fill its topics from its store when it starts the next time; what it says."""
        outcome = subprocess.run(
            self._command("refill"),
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=MIGRATE_SECONDS,
            check=False,
        )
        if outcome.returncode:
            raise LocalError(outcome.stderr.strip(), "mend that, then try again.")
        return outcome.stdout.strip()

    def start(self) -> None:
        """Start it unless it runs; an instance whose owner is gone is ended first."""
        found = self.record()
        if found and found.stale():
            self.stop()
        elif found:
            return
        require_free(self.port, self.name)
        self._logged = size_of(self.log)
        Launch(
            name=self.name,
            command=self._command("serve"),
            log=self.log,
            ports=(self.port,),
            env=self.env,
            owner=self._owner,
        ).start(self._layout.run)

    def wait_until_ready(self) -> None:
        """Return when it can do its work; raise when it ends first or takes too long."""
        if not wait_until(lambda: self.ready() or self.record() is None, READY_SECONDS, every=0.1):
            raise self._failed(f"is not ready after {READY_SECONDS:.0f} s")
        if self.record() is None:
            raise self._failed("ended while it was starting")

    def ready(self) -> bool:
        """Whether it says that it can do its work."""
        try:
            answer = httpx.get(f"http://{LOOPBACK}:{self.port}/health/ready", timeout=2)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    def stop(self) -> bool:
        """Let it finish what it holds, then end it. True when it went by itself."""
        found = recorded(self._layout.run, self.name)
        return found is None or stop(self._layout.run, found, STOP_SECONDS)

    def _command(self, step: str) -> tuple[str, ...]:
        return (sys.executable, "-m", f"firstline_{self.name}", step)

    def _failed(self, what: str) -> LocalError:
        said = reason_in(text_after(self.log, self._logged))[-_SHOWN:]
        return LocalError(
            "\n  ".join([f"{self.name} {what}:", *(said or ["it said nothing"])]),
            f"the whole story is in {self.log}: `firstline logs {self.name}`.",
        )
