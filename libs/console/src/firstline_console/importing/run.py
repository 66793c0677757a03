"""Importing a log from beginning to end: what the command, the demo and the benchmark call."""

import asyncio
import time
from pathlib import Path

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_console.importing.account import Account
from firstline_console.importing.progress import Display, Progress
from firstline_console.importing.reading import read_log
from firstline_console.importing.session import Session


def import_log(
    path: Path,
    kafka: KafkaConnection | None,
    display: Display,
    limit: int | None = None,
) -> Account:
    """Read the file and publish it to the broker; without a broker, read only.

    Returns the account of all rows over all runs. Raises UserError with a remedy.
    """
    started = time.monotonic()
    with display:
        account = _read(path, display, limit, dry_run=kafka is None)
        account.started = started
        if kafka is not None:
            asyncio.run(Session(account, display).run(kafka))
    account.arrived = account.arrived or time.monotonic()
    return account


def _read(path: Path, display: Display, limit: int | None, dry_run: bool) -> Account:
    def told(rows: int) -> None:
        display.show(Progress(stage=f"reading {path.name}", read=rows))

    return Account(file=str(path), reading=read_log(path, limit, told), dry_run=dry_run)
