"""Commands find the services that run here, wherever they listen."""

import os
from types import SimpleNamespace

import pytest

from firstline_console import addresses
from firstline_local import processes


def process(name: str, port: int, *, alive: bool = True) -> SimpleNamespace:
    return SimpleNamespace(name=name, ports=(port,), alive=lambda: alive)


RUNNING = [
    process("kafka", 9092),
    process("triage", 27002),
    process("escalation", 27003, alive=False),
    process("reporting", 27005),
]


@pytest.fixture(autouse=True)
def suite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "all_recorded", lambda _folder: RUNNING)
    for name in ("KAFKA", "TRIAGE", "ESCALATION", "REPORTING"):
        monkeypatch.setenv(f"FIRSTLINE_{name}_URL", "")
        monkeypatch.delenv(f"FIRSTLINE_{name}_URL")


def test_a_command_learns_where_each_running_service_listens() -> None:
    addresses.announce()
    assert os.environ["FIRSTLINE_TRIAGE_URL"] == "http://127.0.0.1:27002"
    assert os.environ["FIRSTLINE_REPORTING_URL"] == "http://127.0.0.1:27005"
    assert "FIRSTLINE_KAFKA_URL" not in os.environ
    assert "FIRSTLINE_ESCALATION_URL" not in os.environ


def test_what_the_environment_says_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_TRIAGE_URL", "http://127.0.0.1:1")
    addresses.announce()
    assert os.environ["FIRSTLINE_TRIAGE_URL"] == "http://127.0.0.1:1"
