"""A process is ours only while its pid and its start time both say so."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstline_local.processes import (
    Identity,
    Launch,
    Record,
    all_recorded,
    recorded,
    running_with,
    stop,
    wait_until,
)
from tests.support.sleepers import DEAF, SLEEPER


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for record in all_recorded(tmp_path):
        stop(tmp_path, record, 0)


def launched(run: Path, command: tuple[str, ...], owner: Identity | None = None) -> Record:
    launch = Launch(name="sleeper", command=command, log=run / "sleeper.log", owner=owner)
    return launch.start(run)


def somebody_gone() -> Identity:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    identity = Identity.of(child.pid)
    child.communicate()
    return identity


def test_a_started_process_is_remembered_with_pid_and_start_time(run: Path) -> None:
    record = launched(run, SLEEPER)
    assert recorded(run, "sleeper") == record
    assert record.identity == Identity.of(record.identity.pid)
    assert record.alive()


def test_a_later_process_with_the_same_pid_is_not_taken_for_ours() -> None:
    me = Identity.of(os.getpid())
    assert me.alive()
    assert not Identity(pid=me.pid, started=me.started - 60).alive()


def test_a_stopped_process_leaves_no_record(run: Path) -> None:
    record = launched(run, SLEEPER)
    assert stop(run, record, 10)
    assert not record.alive()
    assert recorded(run, "sleeper") is None


def test_a_process_that_does_not_listen_is_killed_after_the_deadline(run: Path) -> None:
    record = launched(run, DEAF)
    assert wait_until(lambda: "deaf" in record.log.read_text(), 10)
    assert not stop(run, record, 0.1)
    assert not record.alive()


def test_a_process_whose_owner_is_gone_is_stale(run: Path) -> None:
    assert launched(run, SLEEPER, owner=somebody_gone()).stale()


def test_a_process_whose_owner_lives_is_not_stale(run: Path) -> None:
    assert not launched(run, SLEEPER, owner=Identity.of(os.getpid())).stale()


def test_a_process_without_an_owner_is_never_stale(run: Path) -> None:
    assert not launched(run, SLEEPER).stale()


def test_a_process_that_lost_its_record_is_found_by_our_path_on_its_command_line(
    run: Path,
) -> None:
    record = launched(run, (*SLEEPER, str(run / "server.properties")))
    [found] = running_with(str(run / "server.properties"))
    assert found.pid == record.identity.pid


def test_a_record_that_can_not_be_read_is_no_record(run: Path) -> None:
    (run / "broken.json").write_text("{")
    assert recorded(run, "broken") is None
    assert all_recorded(run) == []


def test_a_process_gets_its_own_signal_first(run: Path) -> None:
    # set anew: whoever runs the tests in the background hands down that SIGINT is ignored
    obey = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = (sys.executable, "-c", f"{obey}; print('up', flush=True); signal.pause()")
    launch = Launch(name="quick", command=command, log=run / "q.log", stop_signal=signal.SIGINT)
    record = launch.start(run)
    assert wait_until(lambda: "up" in record.log.read_text(), 10)
    assert stop(run, record, 10)
    assert "KeyboardInterrupt" in record.log.read_text()
