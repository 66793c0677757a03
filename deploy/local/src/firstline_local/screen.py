"""The status on one screen."""

from datetime import datetime, timedelta
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from firstline_local.positions import Progress
from firstline_local.status import Process, SuiteStatus

MIB = 1024**2


def _missing(status: SuiteStatus) -> str:
    if any(server.running for server in status.servers):
        return "A server is missing, or whoever started it was killed: `firstline up` mends that."
    return "The servers do not run: `firstline up` starts them."


def render(status: SuiteStatus) -> RenderableType:
    """Everything that a person wants to know first."""
    return Group(
        Text(status.in_use or _missing(status)),
        Text(f"Data in {status.folder}", style="dim"),
        _processes(status.servers + status.services),
        _progress(status.progress, status.at),
        *_unknown_words(status.unknown_words),
        *_troubles(status.services),
    )


def _processes(processes: list[Process]) -> Table:
    table = Table("", "state", "port", "pid", "up", "memory", box=None, pad_edge=False)
    for each in processes:
        table.add_row(
            each.name,
            _state(each),
            _shown(each.port),
            _shown(each.pid),
            _duration(each.uptime_seconds),
            f"{each.memory_bytes / MIB:.0f} MiB" if each.memory_bytes else "-",
        )
    return table


def _state(process: Process) -> Text:
    if not process.running:
        return Text("stopped", style="dim")
    return Text("ready", style="green") if process.ready else Text("not ready", style="bold red")


def _progress(progress: list[Progress], now: datetime) -> Table:
    table = Table("group", "lag", "dead letters", "waiting", "read until", box=None, pad_edge=False)
    for each in progress:
        table.add_row(
            each.group,
            _shown(each.lag),
            Text(_shown(each.dead_letters), style="red" if each.dead_letters else ""),
            _shown(each.waiting),
            _freshness(each, now),
        )
    return table


def _freshness(progress: Progress, now: datetime) -> str:
    if progress.read_until is None:
        return "-"
    if progress.lag == 0:
        return "everything"
    return f"{_duration((now - progress.read_until).total_seconds())} ago"


def _unknown_words(words: list[dict[str, Any]]) -> list[Text]:
    """Foreign words that a mapping lacks; they are kept and count as unknown."""
    return [
        Text(f"{word['origin']}: {word['field']} “{word['word']}” is in no mapping", style="yellow")
        + Text(f" ({_records(word['records'])})")
        for word in words
    ]


def _records(number: int) -> str:
    return f"{number:,} record" + ("" if number == 1 else "s")


def _troubles(services: list[Process]) -> list[Text]:
    return [
        Text(f"{service.name}: {name}: {check}", style="red")
        for service in services
        for name, check in service.checks.items()
        if isinstance(check, dict) and not check.get("ok", True)
    ]


def _duration(seconds: float | None) -> str:
    return "-" if seconds is None else str(timedelta(seconds=max(round(seconds), 0)))


def _shown(value: int | None) -> str:
    return "-" if value is None else f"{value}"
