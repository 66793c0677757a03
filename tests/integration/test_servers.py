"""The real servers: they start, keep what they hold, and end with whoever owned them."""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from confluent_kafka.admin import AdminClient

from firstline_local.layout import Layout
from firstline_local.postgres import Postgres
from firstline_local.processes import Identity, all_recorded, end, recorded, wait_until
from firstline_local.servers import Servers, find_servers, start_servers, stop_servers
from tests.support.topics import existing, renew_topics

pytestmark = pytest.mark.integration

OWNER = """
import sys
from pathlib import Path
from firstline_local.servers import running_servers
with running_servers(Path(sys.argv[1])):
    print("up", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def layout() -> Iterator[Layout]:
    folder = Path(tempfile.mkdtemp(prefix="firstline-servers-"))
    made = Layout.at(folder)
    made.prepare()
    yield made
    stop_servers(made)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def owner(layout: Layout) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that runs servers in the layout until its input ends."""
    command = [sys.executable, "-c", OWNER, str(layout.root)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        yield process
        process.kill()


def identities(layout: Layout) -> list[Identity]:
    return [record.identity for record in all_recorded(layout.run)]


def kill(layout: Layout, name: str) -> None:
    record = recorded(layout.run, name)
    assert record is not None
    end(record.identity, signal.SIGKILL, 10)


def remember(servers: Servers) -> None:
    with psycopg.connect(servers.postgres_admin_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    renew_topics(AdminClient({"bootstrap.servers": servers.kafka_bootstrap}), ["kept-v1"], 1)


def assert_remembered(servers: Servers) -> None:
    with psycopg.connect(servers.postgres_admin_url) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchall() == [(42,)]
    assert "kept-v1" in existing(AdminClient({"bootstrap.servers": servers.kafka_bootstrap}))


def test_a_clean_restart_keeps_addresses_and_data(layout: Layout) -> None:
    before = start_servers(layout)
    remember(before)
    stop_servers(layout)
    assert find_servers(layout) is None
    after = start_servers(layout)
    assert after == before
    assert_remembered(after)


def test_servers_that_were_killed_come_back_with_their_data(layout: Layout) -> None:
    remember(start_servers(layout))
    kill(layout, "kafka")
    kill(layout, "postgres")
    assert_remembered(start_servers(layout))


def test_a_second_start_takes_the_servers_that_run(layout: Layout) -> None:
    first = start_servers(layout)
    running = identities(layout)
    assert start_servers(layout) == first
    assert identities(layout) == running


def test_servers_that_lost_their_records_are_ended_before_new_ones_start(layout: Layout) -> None:
    start_servers(layout)
    lost = identities(layout)
    for file in layout.run.glob("*.json"):
        file.unlink()
    start_servers(layout)
    assert not any(identity.alive() for identity in lost)


def test_servers_end_when_their_owner_is_killed(
    layout: Layout, owner: subprocess.Popen[str]
) -> None:
    running = identities(layout)
    assert len(running) == 3, "the servers and their watchdog"
    owner.kill()
    assert wait_until(lambda: not any(each.alive() for each in running), 40)
    assert wait_until(lambda: not layout.root.exists(), 10)


def test_servers_of_a_killed_owner_are_replaced_at_the_next_start(
    layout: Layout, owner: subprocess.Popen[str]
) -> None:
    kill(layout, "watchdog")
    stale = identities(layout)
    owner.kill()
    owner.wait()
    start_servers(layout)
    assert not any(each.alive() for each in stale)
    assert find_servers(layout) is not None


def test_a_killed_postgres_comes_back_while_the_parent_has_not_taken_note(
    layout: Layout, owner: subprocess.Popen[str]
) -> None:
    kill(layout, "postgres")
    address = Postgres(layout).start()
    psycopg.connect(address).close()


def test_postgres_runs_for_a_folder_that_other_users_can_not_enter(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    layout = Layout.at(closed / "local")
    layout.prepare()
    postgres = Postgres(layout)
    try:
        psycopg.connect(postgres.start()).close()
    finally:
        postgres.stop()
        layout.forget()
    assert not postgres.data.exists()


def test_an_address_in_the_environment_wins(
    servers: Servers, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTLINE_DATABASE_ADMIN_URL", servers.postgres_admin_url)
    monkeypatch.setenv("FIRSTLINE_KAFKA_BOOTSTRAP", servers.kafka_bootstrap)
    found = start_servers(layout)
    assert found.postgres_admin_url == servers.postgres_admin_url
    assert identities(layout) == []
    assert "from FIRSTLINE_DATABASE_ADMIN_URL" in found.describe()
