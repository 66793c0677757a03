"""Commands find the services that run here, wherever they listen."""

import os
from types import SimpleNamespace

import pytest

from firstline_console import addresses

RUNNING = [
    SimpleNamespace(name="kafka", ports=(9092,)),
    SimpleNamespace(name="triage", ports=(27002,)),
    SimpleNamespace(name="reporting", ports=(27005,)),
]


@pytest.fixture(autouse=True)
def suite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "Suite", lambda: SimpleNamespace(running=lambda: RUNNING))
    for name in ("KAFKA", "TRIAGE", "REPORTING"):
        monkeypatch.setenv(f"FIRSTLINE_{name}_URL", "")
        monkeypatch.delenv(f"FIRSTLINE_{name}_URL")


def test_a_command_learns_where_each_running_service_listens() -> None:
    addresses.announce()
    assert os.environ["FIRSTLINE_TRIAGE_URL"] == "http://127.0.0.1:27002"
    assert os.environ["FIRSTLINE_REPORTING_URL"] == "http://127.0.0.1:27005"
    assert "FIRSTLINE_KAFKA_URL" not in os.environ


def test_what_the_environment_says_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_TRIAGE_URL", "http://127.0.0.1:1")
    addresses.announce()
    assert os.environ["FIRSTLINE_TRIAGE_URL"] == "http://127.0.0.1:1"
