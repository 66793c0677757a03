"""A suite of a test's own, which is gone afterwards, even when the test run is killed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firstline_local import watchdog
from firstline_local.layout import Layout
from firstline_local.processes import Identity
from firstline_local.suite import Suite


@contextmanager
def suite_of_its_own() -> Iterator[Suite]:
    """A suite in a folder that goes with the block; nothing runs in it yet."""
    folder = Path(tempfile.mkdtemp(prefix="firstline-suite-"))
    layout, me = Layout.at(folder), Identity.of(os.getpid())
    layout.prepare()
    watchdog.watch_over(me, layout.run, layout.logs / "watchdog.log", delete=folder)
    suite = Suite(layout, free_ports=True, owner=me)
    try:
        yield suite
    finally:
        suite.down()
        watchdog.dismiss(layout.run)
        layout.forget()
        shutil.rmtree(folder, ignore_errors=True)
