"""Ends servers whose owner is gone:
`python -m firstline_local.watchdog RUN_FOLDER PID STARTED [FOLDER_TO_DELETE]`.

A test run that is killed can't stop its servers; this small process outlives it and does.
"""

import shutil
import sys
import time
from pathlib import Path

from firstline_local.processes import Identity, Launch, Record, all_recorded, end, stop

NAME = "watchdog"
EVERY_SECONDS = 1.0
STOP_SECONDS = 20.0


def watch_over(owner: Identity, run: Path, log: Path, delete: Path | None = None) -> Record:
    """Start a watchdog for what `owner` starts in the folder `run`."""
    command = [sys.executable, "-m", __name__, str(run), str(owner.pid), repr(owner.started)]
    command += [str(delete)] if delete else []
    return Launch(name=NAME, command=tuple(command), log=log, owner=owner).start(run)


def dismiss(run: Path) -> None:
    """End the watchdog of a run that ends well."""
    for record in all_recorded(run):
        if record.name == NAME:
            stop(run, record, STOP_SECONDS)


def main(run: Path, owner: Identity, delete: Path | None) -> None:
    """Wait for the owner's end, then end what it left."""
    while owner.alive():
        time.sleep(EVERY_SECONDS)
    for record in all_recorded(run):
        if record.name != NAME and record.alive():
            end(record.identity, record.stop_signal, STOP_SECONDS)
    if delete is not None:
        shutil.rmtree(delete, ignore_errors=True)


if __name__ == "__main__":
    _, run_folder, owner_pid, owner_started, *deleted = sys.argv
    main(
        Path(run_folder),
        Identity(pid=int(owner_pid), started=float(owner_started)),
        Path(deleted[0]) if deleted else None,
    )
