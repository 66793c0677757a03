"""The suite as `firstline up` starts it: in order, once, and mended after a kill."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from firstline_local.layout import Layout
from firstline_local.processes import Identity, end
from firstline_local.status import status
from firstline_local.suite import Suite

pytestmark = pytest.mark.integration
SERVICES = ("triage", "reporting")


@pytest.fixture(scope="module")
def suite() -> Iterator[Suite]:
    folder = Path(tempfile.mkdtemp(prefix="firstline-suite-"))
    me = Identity.of(os.getpid())
    made = Suite(Layout.at(folder), services=SERVICES, free_ports=True, owner=me)
    made.up()
    yield made
    made.down()
    shutil.rmtree(folder, ignore_errors=True)


def pids(suite: Suite) -> dict[str, int]:
    return {record.name: record.identity.pid for record in suite.running()}


def test_every_service_is_ready_when_up_returns(suite: Suite) -> None:
    assert suite.is_up()
    for name in SERVICES:
        assert httpx.get(f"{suite.url(name)}/health/ready").status_code == httpx.codes.OK


def test_up_again_starts_nothing_twice(suite: Suite) -> None:
    before = pids(suite)
    suite.up()
    assert pids(suite) == before


def test_a_killed_service_is_started_again_where_it_was(suite: Suite) -> None:
    before, address = pids(suite), suite.url("triage")
    end(Identity.of(before["triage"]), signal.SIGKILL, 10)
    assert not suite.is_up()
    suite.up()
    assert suite.url("triage") == address
    assert pids(suite) == {**before, "triage": pids(suite)["triage"]}


def test_the_status_shows_everything_that_runs(suite: Suite) -> None:
    seen = status(suite)
    assert [server.name for server in seen.servers] == ["postgres", "kafka"]
    assert all(process.ready and process.memory_bytes for process in seen.servers + seen.services)
    assert {each.group: (each.lag, each.dead_letters) for each in seen.progress} == {
        "triage": (0, 0),
        "reporting": (0, 0),
    }


def test_the_environment_of_a_service_lets_its_commands_work(suite: Suite) -> None:
    env = suite.service_env("reporting")
    assert env["FIRSTLINE_REPORTING_DATABASE_URL"].endswith("/firstline")
    assert env["FIRSTLINE_REPORTING_HTTP_PORT"] == str(suite.port("reporting"))


def test_down_stops_everything_and_up_finds_the_same_addresses(suite: Suite) -> None:
    addresses = [suite.url(name) for name in SERVICES]
    assert set(suite.down()) == {"postgres", "kafka", *SERVICES}
    assert suite.running() == []
    suite.up()
    assert [suite.url(name) for name in SERVICES] == addresses
