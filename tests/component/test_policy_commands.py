"""`firstline policy show` and `publish`: nobody undoes unseen what somebody else has published."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.case_api import Cases
from tests.support.case_worker import case_worker
from tests.support.escalation import escalation_app
from tests.support.policies import PolicyApi, lines
from tests.support.servers import Database
from tests.support.terminal import Terminal, Typed


class Policies:
    """Carla at a terminal with a file, and others over HTTP."""

    def __init__(self, terminal: Terminal, api: PolicyApi, file: Path):
        self.terminal, self.api, self.file = terminal, api, file

    def shows(self, *words: str) -> str:
        """What `show` writes is in the file from here on."""
        text = self.terminal.types("policy", "show", "lines", *words).out
        self.file.write_text(text, encoding="utf-8")
        return text

    def edits(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), encoding="utf-8")

    def publishes(self, *words: str) -> Typed:
        return self.terminal.types("policy", "publish", str(self.file), "--as", "carla", *words)

    def refused(self, *words: str) -> str:
        before = self.api.get("/lines")
        ended = self.publishes(*words)
        assert (ended.code, ended.out) == (1, "")
        assert self.api.get("/lines") == before
        return ended.err

    def counts(self) -> tuple[int, str]:
        found = self.api.get("/lines")
        return found["content"]["bounce_limit"], found["content"]["default_priority"]


@pytest.fixture
def policies(
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Policies]:
    with case_worker(database) as worker:
        terminal = Terminal(monkeypatch, capsys)
        terminal.serve(escalation=escalation_app(worker.pool))
        api = PolicyApi(Cases(worker).client)
        yield Policies(terminal, api, tmp_path / "lines.yaml")


def boss_publishes(policies: Policies, **changes: object) -> None:
    boss = {"kind": "agent", "id": "boss"}
    policies.api.publish(lines(**changes), actor=boss)


def test_a_shown_file_is_published_on_top_of_the_version_that_it_names(policies: Policies) -> None:
    assert policies.shows().startswith("# lines@1, published ")
    policies.edits("bounce_limit: 4", "bounce_limit: 3")
    assert policies.publishes().out == "lines@2 counts from now on, after lines@1.\n"
    assert policies.api.get("/lines")["published_by"]["id"] == "carla"


def test_what_somebody_else_published_meanwhile_is_not_undone_but_told(policies: Policies) -> None:
    policies.shows()
    policies.edits("default_priority: moderate", "default_priority: low")
    boss_publishes(policies, bounce_limit=3)
    assert policies.refused().splitlines() == [
        "since lines@1:",
        "~ bounce_limit: 4 → 3",
        "firstline: lines.yaml is based on lines@1; by now lines@2 counts, which boss published.",
        "  what to do: bring that into the file, unless it is to undo it; then --expecting 2.",
    ]
    policies.edits("bounce_limit: 4", "bounce_limit: 3")
    assert policies.publishes("--expecting", "2").code == 0
    assert policies.counts() == (3, "low")


def test_an_older_version_counts_again_only_if_that_is_meant(policies: Policies) -> None:
    boss_publishes(policies, bounce_limit=3)
    policies.shows("--version", "1")
    assert "--expecting 2" in policies.refused()
    assert policies.publishes("--expecting", "2").code == 0
    assert policies.counts() == (4, "moderate")


def test_a_file_that_names_no_version_is_published_by_whoever_knows_which_counts(
    policies: Policies,
) -> None:
    policies.file.write_text(json.dumps(lines(bounce_limit=3)), encoding="utf-8")
    shows = "a file that `firstline policy show lines` writes says its version itself."
    assert policies.refused().splitlines() == [
        "lines.yaml would change of lines@1:",
        "~ bounce_limit: 4 → 3",
        "firstline: lines.yaml doesn't say on which version it is based; lines@1 counts.",
        f"  what to do: if that is all it should change: --expecting 1; {shows}",
    ]
    assert policies.publishes("--expecting", "1").code == 0
    assert "since lines@1:" in policies.refused("--expecting", "1")


def test_a_file_that_changes_nothing_is_told_so_whatever_it_names(policies: Policies) -> None:
    policies.shows()
    assert "Version 1 of lines says exactly this" in policies.refused()
    policies.file.write_text(json.dumps(lines()), encoding="utf-8")
    assert "Version 1 of lines says exactly this" in policies.refused()


def test_a_version_that_never_was_is_told(policies: Policies) -> None:
    policies.shows()
    policies.edits("bounce_limit: 4", "bounce_limit: 3")
    assert "lines@9, which was never published: lines@1 counts" in policies.refused(
        "--expecting", "9"
    )
    policies.edits("# lines@1,", "# lines@99999999999999999999,")
    assert "doesn't say on which version" in policies.refused()


@pytest.mark.parametrize("remark", ["# lines@2", "\n#lines@2\n---", "# ours\n# lines@2, see git"])
def test_the_version_may_stand_in_any_remark_at_the_top(policies: Policies, remark: str) -> None:
    boss_publishes(policies, bounce_limit=3)
    text = json.dumps(lines(bounce_limit=2))
    policies.file.write_text(f"{remark}\n{text}\n# lines@1", encoding="utf-8")
    assert policies.publishes().code == 0


@pytest.mark.parametrize("remark", ["# windows@1", "# lines@1.5", "# of lines@1", "# lines@0"])
def test_a_remark_about_something_else_names_no_version(policies: Policies, remark: str) -> None:
    text = json.dumps(lines(bounce_limit=2))
    policies.file.write_text(f"{remark}\n{text}", encoding="utf-8")
    assert "doesn't say on which version" in policies.refused()


def test_a_queue_that_was_moved_can_be_named_again_in_what_is_shown(policies: Policies) -> None:
    content = lines(moved={"network": "applications"})
    second = content["lines"][2]
    second["queues"] = [queue for queue in second["queues"] if queue["id"] != "network"]
    policies.api.publish(content)
    shown = policies.shows()
    assert '# then moved: {"network": "applications"}' in shown
    assert "\nmoved:" not in shown
    assert "say the same" in policies.terminal.types("policy", "diff", str(policies.file)).out
    assert "says exactly this" in policies.refused()
    told = policies.terminal.types("policy", "diff", "lines").out
    assert '+ moved: {"network": "applications"}' in told
    policies.file.write_text("# lines@2\n" + json.dumps(lines()), encoding="utf-8")
    assert policies.publishes().code == 0


def test_a_service_that_is_away_hides_no_policy_of_the_others(policies: Policies) -> None:
    for words in ((), ("--json",)):
        listed = policies.terminal.types("policy", "list", *words)
        assert "lines@1" in listed.out
        assert listed.code == 1
        for away in ("intake", "kb"):
            assert f"firstline: {away}" in listed.err
