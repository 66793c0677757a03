"""Importing a log from beginning to end: what the command, the demo and the benchmark call."""

import asyncio
import time
from pathlib import Path

from firstline_console.importing.account import Account
from firstline_console.importing.progress import Display, Progress
from firstline_console.importing.reading import read_log
from firstline_console.importing.session import Session


def import_log(
    path: Path,
    bootstrap: str | None,
    display: Display,
    limit: int | None = None,
) -> Account:
    """Read the file and publish it to the broker; without a broker, read only.

    Returns the account of all rows over all runs. Raises UserError with a remedy.
    """
    started = time.monotonic()
    with display:
        account = _read(path, display, limit, dry_run=bootstrap is None)
        account.started = started
        if bootstrap is not None:
            asyncio.run(Session(account, display).run(bootstrap))
    account.arrived = account.arrived or time.monotonic()
    return account


def _read(path: Path, display: Display, limit: int | None, dry_run: bool) -> Account:
    def told(rows: int) -> None:
        display.show(Progress(stage=f"reading {path.name}", read=rows))

    return Account(file=str(path), reading=read_log(path, limit, told), dry_run=dry_run)
