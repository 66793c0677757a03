"""`FIRSTLINE_SERVERS=containers`: the suite's own servers run in containers and keep their data."""

import signal
import subprocess
from pathlib import Path

import psycopg
import pytest
from confluent_kafka.admin import AdminClient, NewTopic

from firstline_local.containers import container_of, forget_volumes
from firstline_local.layout import Layout
from firstline_local.processes import end, recorded
from firstline_local.servers import Servers, find_servers, start_servers, stop_servers


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    for name in ("FIRSTLINE_DATABASE_ADMIN_URL", "FIRSTLINE_KAFKA_BOOTSTRAP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FIRSTLINE_SERVERS", "containers")
    return Layout.at(tmp_path / "suite")


def containers(layout: Layout) -> set[str]:
    said = subprocess.run(
        ["docker", "ps", "--format", "{{.Names}}"], capture_output=True, text=True, check=True
    )
    return {container_of(layout, name) for name in ("kafka", "postgres")} & {*said.stdout.split()}


def topics(servers: Servers) -> set[str]:
    admin = AdminClient({"bootstrap.servers": servers.kafka_bootstrap})
    return set(admin.list_topics(timeout=30).topics)


def test_data_outlives_a_stop_and_a_kill_and_goes_when_it_is_forgotten(layout: Layout) -> None:
    try:
        servers = start_servers(layout)
        with psycopg.connect(servers.postgres_admin_url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        admin = AdminClient({"bootstrap.servers": servers.kafka_bootstrap})
        admin.create_topics([NewTopic("kept", 1, 1)])["kept"].result(30)
        assert find_servers(layout) == servers
        stop_servers(layout)
        assert find_servers(layout) is None
        assert containers(layout) == set()

        again = start_servers(layout)
        for name in ("kafka", "postgres"):
            record = recorded(layout.run, name)
            assert record is not None
            end(record.identity, signal.SIGKILL, 10)
        assert find_servers(layout) is None
        again = start_servers(layout)
        with psycopg.connect(again.postgres_admin_url) as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
        assert "kept" in topics(again)
    finally:
        stop_servers(layout)
        forget_volumes(layout)
    volumes = subprocess.run(["docker", "volume", "ls", "-q"], capture_output=True, text=True)
    assert container_of(layout, "postgres") not in volumes.stdout
