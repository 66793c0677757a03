"""Somebody at a terminal, with intake and kb in this process."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.intake import intake_app, intake_pool
from tests.support.kb import kb_app
from tests.support.kb_worker import KbWorker
from tests.support.servers import Database
from tests.support.terminal import Terminal


@contextmanager
def terminal_with_kb(
    database: Database,
    worker: KbWorker,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Terminal]:
    """What is typed reaches the APIs of both; kb's is over the worker's store."""
    with intake_pool(database) as pool:
        terminal = Terminal(monkeypatch, capsys)
        terminal.serve(intake=intake_app(pool), kb=kb_app(worker.pool))
        yield terminal
