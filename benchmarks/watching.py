"""Watching what processes cost while something runs: CPU seconds and peak memory of each family."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Event, Thread
from types import TracebackType

import psutil

EVERY_SECONDS = 0.5
MIB = 1024**2


@dataclass
class Cost:
    """What one process and its children have cost since the watch began."""

    cpu_before: float
    cpu: float = 0.0
    peak_bytes: int = 0

    def as_json(self) -> dict[str, float]:
        """The cost as it is written down."""
        return {
            "cpu_seconds": round(self.cpu - self.cpu_before, 2),
            "peak_memory_mib": round(self.peak_bytes / MIB, 1),
        }


@dataclass
class Watch:
    """Looks at families of processes twice a second, from a thread of its own.

    Memory is proportional set size: a page shared by several processes counts once.
    """

    pids: dict[str, int]
    costs: dict[str, Cost] = field(default_factory=dict)
    peak_total: int = 0
    _over: Event = field(default_factory=Event)

    def __enter__(self) -> "Watch":
        self.costs = {name: Cost(cpu_of(pid)) for name, pid in self.pids.items()}
        self._thread = Thread(target=self._look_until_over, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self._look()

    def add(self, name: str, pid: int) -> None:
        """Watch one more process from its start on."""
        self.costs[name] = Cost(0.0)
        self.pids = {**self.pids, name: pid}

    def as_json(self) -> Mapping[str, object]:
        """All costs, the dearest in CPU first."""
        dearest = sorted(self.costs, key=lambda name: -self.costs[name].cpu)
        return {name: self.costs[name].as_json() for name in dearest}

    def _look_until_over(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            self._look()

    def _look(self) -> None:
        total = 0
        for name, pid in self.pids.items():
            cost, memory = self.costs[name], memory_of(pid)
            cost.cpu = max(cost.cpu, cpu_of(pid))
            cost.peak_bytes = max(cost.peak_bytes, memory)
            total += memory
        self.peak_total = max(self.peak_total, total)


def family(pid: int) -> list[psutil.Process]:
    """A process and its descendants that live."""
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def cpu_of(pid: int) -> float:
    """CPU seconds of a family, the children that have ended included."""
    total = 0.0
    for process in family(pid):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def memory_of(pid: int) -> int:
    """Proportional memory of a family, in bytes."""
    total = 0
    for process in family(pid):
        try:
            found = process.memory_full_info()
        except psutil.Error:
            continue
        total += int(getattr(found, "pss", found.uss))
    return total


def seconds_since(start: float) -> float:
    """Seconds since a moment of the monotonic clock, rounded for a report."""
    return round(time.monotonic() - start, 3)
