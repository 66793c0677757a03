"""`firstline demo` on the first rows of the log: every figure agrees, twice, and nothing stays."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from firstline_console.demo.live_story import BEGINNING, STORY
from firstline_console.demo.playing import types_of
from firstline_console.demo.self_service import TRIED
from firstline_events.message import Message
from firstline_local.suite import Suite

pytestmark = pytest.mark.e2e
FIRSTLINE = Path(sys.executable).with_name("firstline")
ROWS = 2000


def test_the_demo_agrees_stops_everything_and_changes_no_number_when_repeated(
    suite: Suite,
) -> None:
    first = _demo()
    assert first["agrees"]
    check_story(first["story"])
    assert [record.name for record in suite.running()] == ["watchdog"]

    second = _demo("--keep")
    check_story(second["story"])
    assert second["story"]["ticket"] != first["story"]["ticket"]
    assert second["import"]["published"] == 0
    assert second["import"]["rows"]["already_known"] == ROWS
    assert second["topics"] == with_the_story_of(first)
    assert second["figures"] == first["figures"]
    assert suite.is_up()

    fewer = _run("demo", "--limit", str(ROWS // 2), "--json")
    assert fewer.returncode == 1
    assert "firstline clean" in fewer.stderr
    assert suite.is_up(), "a suite that ran before goes on running"


def with_the_story_of(shown: dict[str, Any]) -> dict[str, int]:
    """The records that a demo counted, and those that its story added.

    Beside the ticket's timeline: ada, a form, two drafts with what became of each, two answers.
    """
    told = Counter(entry["topic"] for entry in shown["story"]["timeline"])
    told["intake-requester-v1"] += 1
    told["intake-policy-v1"] += 1
    told["kb-suggestion-v1"] += 4
    told["kb-flow-v1"] += len(TRIED)
    return {topic: count + told[topic] for topic, count in shown["topics"].items()}


def check_story(story: dict[str, Any]) -> None:
    """Every act of the script left its events in four services, and reporting has read them."""
    timeline = story["timeline"]
    scripted: list[type[Message]] = [*BEGINNING, *(kind for step in STORY for kind in step.makes)]
    assert Counter(entry["type"] for entry in timeline) >= Counter(types_of(scripted))
    assert {entry["service"] for entry in timeline} == {"intake", "triage", "escalation", "kb"}
    assert {entry["reported"] for entry in timeline} == {True, None}
    unknown = {entry["topic"] for entry in timeline if not entry["reported"]}
    assert unknown == {"intake-note-v1", "kb-flow-v1"}
    assert story["answered_without_a_ticket"]["title"].startswith("Forgotten password")
    assert [entry["at"] for entry in timeline] == sorted(entry["at"] for entry in timeline)


def _demo(*options: str) -> dict[str, Any]:
    outcome = _run("demo", "--limit", str(ROWS), "--json", *options)
    assert outcome.returncode == 0, outcome.stderr
    found: dict[str, Any] = json.loads(outcome.stdout)
    return found


def _run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [FIRSTLINE, *arguments],
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
