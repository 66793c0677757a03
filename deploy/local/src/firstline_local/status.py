"""What is going on: servers, services, lag, dead letters and freshness, as data."""

import time
from datetime import UTC, datetime
from typing import Any

import httpx
import psutil
from pydantic import BaseModel

from firstline_local.kafka import NAME as KAFKA
from firstline_local.positions import Progress, read_progress
from firstline_local.postgres import NAME as POSTGRES
from firstline_local.processes import Record
from firstline_local.suite import Suite


class Process(BaseModel):
    """A server or a service as the machine sees it."""

    name: str
    running: bool
    ready: bool
    pid: int | None = None
    port: int | None = None
    uptime_seconds: float | None = None
    memory_bytes: int | None = None
    checks: dict[str, Any] = {}  # what a service says of itself


class SuiteStatus(BaseModel):
    """One moment of the suite."""

    at: datetime
    folder: str
    in_use: str | None  # the servers' addresses, in words
    servers: list[Process]
    services: list[Process]
    progress: list[Progress]
    unknown_words: list[dict[str, Any]] = []  # foreign words that intake's mappings lack


def status(suite: Suite) -> SuiteStatus:
    """Look at everything; what does not answer is shown as such and is no error."""
    records = {record.name: record for record in suite.running()}
    servers = suite.servers()
    return SuiteStatus(
        at=datetime.now(UTC),
        folder=str(suite.layout.root),
        in_use=servers.describe() if servers else None,
        servers=[_process(name, records.get(name)) for name in (POSTGRES, KAFKA)],
        services=[_service(name, records.get(name)) for name in suite.names],
        progress=read_progress(servers, suite.names) if servers else [],
        unknown_words=_unknown_words(records.get("intake")),
    )


def _process(name: str, record: Record | None) -> Process:
    if record is None:
        return Process(name=name, running=False, ready=False)
    return Process(
        name=name,
        running=True,
        ready=True,
        pid=record.identity.pid,
        port=record.ports[0],
        uptime_seconds=time.time() - record.identity.started,
        memory_bytes=memory_of(record.identity.pid),
    )


def _service(name: str, record: Record | None) -> Process:
    seen = _process(name, record)
    if seen.port is None:
        return seen
    answer = _ask(seen.port, "health/ready")
    ready = answer.get("status") == "ready"
    return seen.model_copy(update={"ready": ready, "checks": answer.get("checks", {})})


def _unknown_words(intake: Record | None) -> list[dict[str, Any]]:
    return _ask(intake.ports[0], "v1/unknown-words").get("items", []) if intake else []


def _ask(port: int, path: str) -> dict[str, Any]:
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/{path}", timeout=3).json()
    except (httpx.HTTPError, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}


def memory_of(pid: int) -> int | None:
    """The memory of a process and its children, each shared page counted once where known."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return None
    return sum(_memory(member) for member in family)


def _memory(process: psutil.Process) -> int:
    try:
        found = process.memory_full_info()
        return int(getattr(found, "pss", found.uss))
    except psutil.Error:
        return 0
