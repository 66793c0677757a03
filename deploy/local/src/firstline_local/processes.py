"""Processes that we started: each has a record on disk, and nothing else is ever ended."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
from pydantic import BaseModel, ConfigDict

SAME_START_SECONDS = 2.0
KILL_SECONDS = 10.0


class Identity(BaseModel):
    """A process, told apart from a later one with the same pid by the moment of its start."""

    model_config = ConfigDict(frozen=True)
    pid: int
    started: float

    @classmethod
    def of(cls, pid: int) -> "Identity":
        return cls(pid=pid, started=psutil.Process(pid).create_time())

    def alive(self) -> bool:
        """Whether this very process still runs."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < SAME_START_SECONDS
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False


class Record(BaseModel):
    """What is remembered of a process that we started; `owner` must live for it to be wanted."""

    model_config = ConfigDict(frozen=True)
    name: str
    identity: Identity
    command: tuple[str, ...]
    ports: tuple[int, ...] = ()
    log: Path
    stop_signal: int = int(signal.SIGTERM)
    owner: Identity | None = None

    def alive(self) -> bool:
        return self.identity.alive()

    def stale(self) -> bool:
        """Whether it still runs although the process that owned it is gone."""
        return self.alive() and self.owner is not None and not self.owner.alive()


class Launch(BaseModel):
    """How to start a process: in a session of its own, its output in `log`."""

    name: str
    command: tuple[str, ...]
    log: Path
    ports: tuple[int, ...] = ()
    env: Mapping[str, str] | None = None
    stop_signal: int = int(signal.SIGTERM)
    owner: Identity | None = None
    account: tuple[int, int] | None = None  # uid and gid to run as

    def start(self, run: Path) -> Record:
        """Start it and remember it in the folder `run`."""
        with self.log.open("ab") as output:
            child = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self.env,
                start_new_session=True,
                **self._switch(),
            )
        record = Record(
            identity=Identity.of(child.pid), **self.model_dump(exclude={"env", "account"})
        )
        _file(run, self.name).write_text(record.model_dump_json(indent=1))
        return record

    def _switch(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        uid, gid = self.account
        return {"user": uid, "group": gid, "extra_groups": [], "cwd": "/"}


def recorded(run: Path, name: str) -> Record | None:
    """The record of a process, whether it lives or not; None when none can be read."""
    try:
        return Record.model_validate_json(_file(run, name).read_bytes())
    except (OSError, ValueError):
        return None


def all_recorded(run: Path) -> list[Record]:
    """Every record in the folder."""
    names = sorted(path.stem for path in run.glob("*.json"))
    return [record for name in names if (record := recorded(run, name))]


def all_alive(run: Path) -> list[Record]:
    """The records in the folder whose processes run."""
    return [record for record in all_recorded(run) if record.alive()]


def stop(run: Path, record: Record, deadline_seconds: float) -> bool:
    """End it, with SIGKILL after the deadline; True when it went by itself."""
    clean = True
    if record.alive():
        clean = end(record.identity, record.stop_signal, deadline_seconds)
    _file(run, record.name).unlink(missing_ok=True)
    return clean


def end(identity: Identity, stop_signal: int, deadline_seconds: float) -> bool:
    """Signal this very process, SIGKILL after the deadline; True when it went by itself."""
    try:
        process = psutil.Process(identity.pid)
        process.send_signal(stop_signal)
        return _gone(process, identity, deadline_seconds) or _kill(process, identity)
    except psutil.NoSuchProcess:
        return True


def running_with(argument: str) -> list[Identity]:
    """Processes with `argument`, a path of ours, on their command line: ours without a record."""
    found = psutil.process_iter(["cmdline", "create_time"])
    return [
        Identity(pid=process.pid, started=process.info["create_time"])
        for process in found
        if argument in (process.info["cmdline"] or ())
    ]


def wait_until(condition: Callable[[], bool], seconds: float, every: float = 0.05) -> bool:
    """Whether the condition came true before the deadline."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


def _gone(process: psutil.Process, identity: Identity, seconds: float) -> bool:
    """Whether it ended in time; one that its parent has not yet taken note of has ended, too."""
    ended = wait_until(lambda: not identity.alive(), seconds, every=0.01)
    with suppress(psutil.TimeoutExpired):
        process.wait(0)  # takes note, where the parent is us
    return ended


def _kill(process: psutil.Process, identity: Identity) -> bool:
    process.kill()
    _gone(process, identity, KILL_SECONDS)
    return False


def _file(run: Path, name: str) -> Path:
    return run / f"{name}.json"
