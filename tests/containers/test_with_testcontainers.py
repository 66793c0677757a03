"""Integration tests of every service against servers that testcontainers starts."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import LogMessageWaitStrategy

from firstline_local.ports import free_ports
from tests.support.pages import ROOT

COMPOSE = YAML(typ="safe").load(Path(ROOT / "docker-compose.yml"))["services"]
PASSWORD = "only-for-this-test"
CHOSEN = (
    "provision",
    "chassis_inbox",
    "chassis_relay",
    "intake_on_real_servers",
    "triage_on_real_servers",
    "escalation_on_real_servers",
    "kb_on_real_servers",
    "reporting_on_real_servers",
)
"""The roles, the plumbing, and each service: what would notice that the official servers differ.

All of the suite takes longer than everything else together, and tests no more of the servers.
"""


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The image of docker-compose.yml; the address of its administrator."""
    declared = COMPOSE["postgres"]
    server = DockerContainer(declared["image"]).with_exposed_ports(5432)
    server.with_env("POSTGRES_PASSWORD", PASSWORD)
    server.with_env("POSTGRES_INITDB_ARGS", declared["environment"]["POSTGRES_INITDB_ARGS"])
    server.waiting_for(LogMessageWaitStrategy('listening on IPv4 address "0.0.0.0"'))
    with server as running:
        yield f"postgresql://postgres:{PASSWORD}@127.0.0.1:{running.get_exposed_port(5432)}/postgres"


@pytest.fixture(scope="module")
def kafka() -> Iterator[str]:
    """The image of docker-compose.yml with its settings, advertised at a port of this machine."""
    declared, [port] = COMPOSE["kafka"], free_ports(1)
    server = DockerContainer(declared["image"]).with_bind_ports(9094, port)
    for name, value in declared["environment"].items():
        server.with_env(name, str(value))
    server.with_env(
        "KAFKA_ADVERTISED_LISTENERS", f"INSIDE://localhost:9092,OUTSIDE://127.0.0.1:{port}"
    )
    with server.waiting_for(LogMessageWaitStrategy("Kafka Server started")):
        yield f"127.0.0.1:{port}"


def test_the_integration_tests_pass_against_containers(postgres: str, kafka: str) -> None:
    chosen = [f"tests/integration/test_{name}.py" for name in CHOSEN]
    servers = {"FIRSTLINE_DATABASE_ADMIN_URL": postgres, "FIRSTLINE_KAFKA_BOOTSTRAP": kafka}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *chosen],
        cwd=ROOT, env=os.environ | servers, capture_output=True, text=True, check=False,
        preexec_fn=_heeding_interrupts,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-5000:]
    assert "skipped" not in done.stdout.splitlines()[-1]


def _heeding_interrupts() -> None:
    """A shell lets what it runs in the background ignore Ctrl-C, and so would every test of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
