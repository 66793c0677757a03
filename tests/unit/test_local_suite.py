"""A suite is up when all of it runs and somebody still wants it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstline_local.layout import Layout
from firstline_local.processes import Identity, Launch, all_recorded, stop
from firstline_local.suite import Suite
from tests.support.sleepers import SLEEPER


@pytest.fixture
def layout(tmp_path: Path) -> Iterator[Layout]:
    layout = Layout.at(tmp_path)
    layout.run.mkdir(parents=True)
    yield layout
    for record in all_recorded(layout.run):
        stop(layout.run, record, 0)


def run_for(layout: Layout, owner: Identity | None) -> Suite:
    log = layout.run / "log"
    Launch(name="intake", command=SLEEPER, log=log, owner=owner).start(layout.run)
    return Suite(layout, services=["intake"])


def test_a_suite_that_nobody_owns_is_up(layout: Layout) -> None:
    assert run_for(layout, None).is_up()


def test_a_suite_whose_owner_lives_is_up(layout: Layout) -> None:
    assert run_for(layout, Identity.of(os.getpid())).is_up()


def test_what_a_killed_owner_left_running_is_no_suite(layout: Layout) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        owner = Identity.of(child.pid)
    assert not run_for(layout, owner).is_up()
