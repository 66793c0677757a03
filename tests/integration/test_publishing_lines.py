"""Changing the lines as a person does, and what other systems read of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from firstline_chassis.policies.contents import digest_of
from firstline_chassis.received import read_data, read_envelope
from firstline_escalation.domain.lines_table import LINES
from firstline_events.identity import policy_id
from firstline_events.policy import EscalationPolicyPublished
from tests.support.console import Terminal
from tests.support.escalation import POLICIES, escalation_process
from tests.support.policies import SEED
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener

pytestmark = pytest.mark.integration
CARLA, FIRST = ("--as", "carla"), ("--expecting", "1")


@pytest.fixture
def topic(database: Database, fresh_topics: Callable[..., None]) -> str:
    fresh_topics(POLICIES)
    return database.servers.kafka_bootstrap


@pytest.fixture
def escalation(database: Database, topic: str, tmp_path: Path) -> Iterator[Process]:
    with escalation_process(database, tmp_path, roles=["api", "relay"]) as process:
        yield process


@pytest.fixture
def terminal(
    escalation: Process, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    monkeypatch.setenv("FIRSTLINE_ESCALATION_URL", escalation.url)
    return Terminal(monkeypatch, capsys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lines.yaml"
    text = LINES.seed_text().replace("bounce_limit: 4", "bounce_limit: 2")
    added = "- {id: desk, default: true}\n      - {id: printers, categories: [printer]}"
    path.write_text(text.replace("- {id: desk, default: true}", added), encoding="utf-8")
    return path


def test_a_person_changes_the_lines_and_looks_back(terminal: Terminal, file: Path) -> None:
    seen = terminal.types("policy", "diff", file)
    assert seen.code == 1
    assert seen.out.splitlines() == [
        "~ bounce_limit: 4 → 2",
        '+ lines.first.queues.printers: {"id": "printers", "categories": ["printer"]}',
    ]
    done = terminal.types("policy", "publish", file, *CARLA, *FIRST, "--reason", "Printers.")
    assert (done.code, done.out) == (0, "lines@2 counts from now on, after lines@1.\n")
    assert terminal.types("policy", "diff", file).out == "lines@2 and lines.yaml say the same.\n"
    told = terminal.types("policy", "history", "lines").out.splitlines()
    assert [line.split()[0] for line in told] == ["version", "lines@1", "lines@2"]
    assert told[2].split()[-2:] == ["carla", "Printers."]
    assert terminal.types("policy", "diff", "lines").out == seen.out


def test_what_is_shown_is_a_file_that_could_be_published(
    terminal: Terminal, file: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.yaml"
    again.write_text(terminal.types("policy", "show", "lines").out, encoding="utf-8")
    assert terminal.types("policy", "check", again).code == 0
    assert terminal.types("policy", "diff", again).code == 0
    refused = terminal.types("policy", "publish", again, *CARLA)
    assert refused.code == 1
    assert "Version 1 of lines says exactly this" in refused.err
    terminal.types("policy", "publish", file, *CARLA, *FIRST)
    old = terminal.types("policy", "show", "lines", "--version", 1, "--json")
    assert json.loads(old.out)["content"] == SEED
    assert terminal.types("policy", "show", "lines", "--version", 9).code == 2


def test_a_file_with_a_fault_publishes_nothing(terminal: Terminal, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("moderate", "urgent"), "utf-8")
    ended = terminal.types("policy", "publish", file, *CARLA)
    assert ended.code == 1
    assert "lines.yaml:5: 'urgent' is not known" in ended.err
    assert len(json.loads(terminal.types("policy", "history", "lines", "--json").out)) == 1


def test_every_version_arrives_in_the_topic(
    terminal: Terminal, file: Path, topic: str, escalation: Process
) -> None:
    terminal.types("policy", "publish", file, *CARLA, *FIRST, "--reason", "Printers.")
    first, second = events_of(topic, 2)
    assert (first["subject"], first["sequence"][-1], second["sequence"][-1]) == (
        str(policy_id("default", "escalation", "lines")),
        "1",
        "2",
    )
    assert first["data"]["content"] == SEED
    read = read_data(EscalationPolicyPublished, read_envelope(json.dumps(second).encode()))
    assert (read.kind, read.version, read.reason) == ("lines", 2, "Printers.")
    assert (read.content["bounce_limit"], read.digest) == (2, digest_of(read.content))
    assert (second["actorkind"], second["actorid"]) == ("agent", "carla")


def test_replicas_that_start_at_once_seed_the_lines_once(
    database: Database, topic: str, tmp_path: Path
) -> None:
    roles = ["api", "relay"]
    processes = [escalation_process(database, folder, roles) for folder in folders(tmp_path, 2)]
    with processes[0] as one, processes[1] as other:
        for process in (one, other):
            found = httpx.get(f"{process.url}/v1/policies/lines").json()
            assert found["label"] == "lines@1"
        assert [event["sequence"][-1] for event in events_of(topic, 1)] == ["1"]


def folders(parent: Path, number: int) -> list[Path]:
    made = [parent / str(each) for each in range(number)]
    for folder in made:
        folder.mkdir()
    return made


def events_of(bootstrap: str, number: int) -> list[dict[str, Any]]:
    listener = Listener(bootstrap, POLICIES)
    try:
        return listener.count(number)
    finally:
        listener.close()
