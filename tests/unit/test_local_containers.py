"""Servers in containers run as the compose file says; no secret is on a command line."""

import json
import signal
import sys
from pathlib import Path

import pytest

from firstline_local.containers import Contained, container_of, declared_by_compose, forget_volumes
from firstline_local.errors import LocalError
from firstline_local.layout import Layout
from firstline_local.processes import Record, recorded, stop
from firstline_local.servers import in_containers, start_servers

ENGINE = f"""#!{sys.executable}
import json, os, signal, sys
with open(os.environ["CALLS"], "a") as calls:
    print(json.dumps([sys.argv[1:], os.environ.get("POSTGRES_PASSWORD")]), file=calls)
if sys.argv[1] == "run":
    signal.pause()
"""


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An engine that writes down how it is called, and runs until it is stopped."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "docker").write_text(ENGINE)
    (tools / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    return tmp_path / "calls"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    made = Layout.at(tmp_path / "suite")
    made.prepare()
    return made


def launched(layout: Layout) -> Record:
    contained = Contained("postgres", layout, None, 5432)
    return contained.launch(15432, {"POSTGRES_PASSWORD": "hush"}, signal.SIGINT)


def test_the_images_are_those_of_the_compose_file() -> None:
    assert declared_by_compose("postgres").image.startswith("postgres:18")
    assert declared_by_compose("kafka").image.startswith("apache/kafka:4")
    assert declared_by_compose("kafka").volume == "/var/lib/kafka/data"
    assert "KAFKA_ADVERTISED_LISTENERS" not in declared_by_compose("kafka").environment


def test_a_password_reaches_the_container_by_the_environment_alone(
    calls: Path, layout: Layout
) -> None:
    record = launched(layout)
    try:
        assert "hush" not in " ".join(record.command)
        assert "127.0.0.1:15432:5432" in record.command
        assert record.command[record.command.index("POSTGRES_PASSWORD") - 1] == "--env"
        assert recorded(layout.run, "postgres") == record
    finally:
        stop(layout.run, record, 10)
    assert not record.alive()


def test_two_suites_never_share_a_container_or_its_data(tmp_path: Path) -> None:
    one, other = Layout.at(tmp_path / "one"), Layout.at(tmp_path / "other")
    assert container_of(one, "kafka") != container_of(other, "kafka")
    assert container_of(one, "kafka") == container_of(Layout.at(tmp_path / "one"), "kafka")


def test_what_is_forgotten_are_the_containers_and_volumes_of_the_suite(
    calls: Path, layout: Layout
) -> None:
    forget_volumes(layout)
    asked = [json.loads(line)[0] for line in calls.read_text().splitlines()]
    assert {words[-1] for words in asked} == {
        container_of(layout, name) for name in ("kafka", "postgres")
    }
    assert ["volume", "rm"] in [words[:2] for words in asked]


def test_without_an_engine_the_remedy_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FIRSTLINE_DATABASE_ADMIN_URL", "FIRSTLINE_KAFKA_BOOTSTRAP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FIRSTLINE_SERVERS", "containers")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LocalError, match="needs an engine"):
        start_servers(Layout.at(tmp_path / "suite"))


def test_a_kind_of_servers_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_SERVERS", "cloud")
    with pytest.raises(LocalError, match="FIRSTLINE_SERVERS=cloud"):
        in_containers()
