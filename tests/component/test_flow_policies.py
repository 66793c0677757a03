"""Guided flows are policies, as many as people publish, each with versions of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.flows import GOOD, NAME, flow
from tests.support.kb import Articles, kb_api, kb_app, kb_pool
from tests.support.policies import PolicyApi
from tests.support.races import race
from tests.support.servers import Database
from tests.support.terminal import Terminal
from tests.support.ticket_api import code_of

KIND = f"flow:{NAME}"
RACERS = 8


@pytest.fixture
def kb(database: Database) -> Iterator[Articles]:
    with kb_pool(database) as pool:
        yield kb_api(pool)


@pytest.fixture
def api(kb: Articles) -> PolicyApi:
    return PolicyApi(kb.client)  # type: ignore[arg-type]


@pytest.fixture
def terminal(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    with kb_pool(database) as pool:
        terminal = Terminal(monkeypatch, capsys)
        terminal.serve(kb=kb_app(pool))
        yield terminal


def other(name: str = "printer-is-silent") -> dict[str, object]:
    return flow(name=name)


def test_a_desk_begins_without_flows(api: PolicyApi) -> None:
    assert api.get() == {"items": [], "next": None}
    assert code_of_get(api, f"/{KIND}") == "no-such-policy"
    assert code_of_get(api, f"/{KIND}/versions") == "no-such-policy"
    assert code_of_get(api, f"/{KIND}/versions/1") == "no-such-policy"


def code_of_get(api: PolicyApi, path: str) -> str:
    return str(api.get(path, 404)["type"]).rpartition(":")[2]


def test_each_flow_has_versions_of_its_own(api: PolicyApi) -> None:
    first = api.publish(flow(), kind=KIND, reason="Asked five times a day.")
    assert first.json()["label"] == f"{KIND}@1"
    assert first.headers["location"] == f"/v1/policies/{KIND}/versions/1"
    api.publish(other(), kind="flow:printer-is-silent")
    api.publish(flow(category="printers"), kind=KIND, expected_version=1)
    assert api.get(f"/{KIND}")["content"]["category"] == "printers"
    assert [one["label"] for one in api.get()["items"]] == [
        "flow:printer-is-silent@1",
        f"{KIND}@2",
    ]


def test_the_list_is_read_in_pages(api: PolicyApi) -> None:
    for number in range(5):
        api.publish(other(f"flow-{number}"), kind=f"flow:flow-{number}")
    first = api.get("", limit=3)
    assert [one["kind"] for one in first["items"]] == ["flow:flow-0", "flow:flow-1", "flow:flow-2"]
    rest = api.get("", limit=3, after=first["next"])
    assert ([one["kind"] for one in rest["items"]], rest["next"]) == (
        ["flow:flow-3", "flow:flow-4"],
        None,
    )


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("flow", "name one, as flow:<name>"),
        ("flow:", "name one, as flow:<name>"),
        ("flow: x", "name one, as flow:<name>"),
        ("lines", "its kinds: flow"),
        ("lines:x", "its kinds: flow"),
    ],
)
def test_what_names_no_flow_is_not_found(api: PolicyApi, kind: str, told: str) -> None:
    assert told in api.get(f"/{kind}", 404)["detail"]
    assert told in api.publish(flow(), 404, kind=kind).json()["detail"]


def test_a_flow_is_published_under_its_own_name_alone(api: PolicyApi) -> None:
    answer = api.publish(flow(), 422, kind="flow:another")
    assert answer.json()["errors"] == [
        {
            "pointer": "/body/content/name",
            "reason": f"it calls itself {KIND}, and is published as flow:another",
            "remedy": f"say name: another; or publish it as {KIND}",
        }
    ]
    assert api.get()["items"] == []


def test_of_those_who_publish_the_first_version_at_once_one_wins(api: PolicyApi) -> None:
    def publish(number: int) -> int:
        asked = {"actor": {"kind": "agent", "id": "carla"}, "expected_version": 0}
        body = {**asked, "content": flow(category=f"c{number}")}
        return int(api.client.post(f"/v1/policies/{KIND}", json=body).status_code)

    assert sorted(race(publish, RACERS)) == [201, *[409] * (RACERS - 1)]
    assert api.get(f"/{KIND}")["version"] == 1


def test_whoever_looked_at_nothing_is_told_what_counts_by_now(api: PolicyApi) -> None:
    assert api.publish(flow(), 412, kind=KIND, if_match='"1"').json()["etag"] == '"0"'
    api.publish(flow(), kind=KIND, if_match='"0"')
    answer = api.publish(flow(category="x"), 409, kind=KIND, expected_version=0)
    assert (code_of(answer), answer.json()["current_version"]) == ("stale-policy", 1)


def test_an_article_that_nobody_can_read_is_told_and_the_flow_counts(
    kb: Articles, api: PolicyApi
) -> None:
    [doubt] = api.publish(flow(), kind=KIND).json()["doubts"]
    assert doubt["pointer"] == "/body/content/steps/clean-again/article"
    assert doubt["reason"] == "there is no article clean-the-scanner yet"
    kb.draft(slug="clean-the-scanner")
    [doubt] = api.publish(flow(category="a"), kind=KIND).json()["doubts"]
    assert doubt["reason"] == "nobody can read clean-the-scanner: no version is published"
    kb.release("clean-the-scanner")
    assert "doubts" not in api.publish(flow(category="b"), kind=KIND).json()


def test_a_flow_goes_from_a_file_to_its_third_version(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "scanner.yaml"
    file.write_text(GOOD, encoding="utf-8")
    assert terminal.types("policy", "check", str(file)).out == f"{file}: flow without a fault.\n"
    assert "+ category: hardware" in terminal.types("policy", "diff", str(file)).out
    first = terminal.types("policy", "publish", str(file), "--as", "carla", "--reason", "Asked.")
    assert (first.code, first.out) == (0, f"{KIND}@1 counts from now on, the first one.\n")
    assert "scanner.yaml:31: there is no article clean-the-scanner yet" in first.err

    shown = terminal.types("policy", "show", KIND).out
    file.write_text(shown.replace("category: hardware", "category: scanners"), encoding="utf-8")
    changes = terminal.types("policy", "diff", str(file))
    assert (changes.code, changes.out) == (1, "~ category: hardware → scanners\n")
    second = terminal.types("policy", "publish", str(file), "--as", "carla")
    assert second.out == f"{KIND}@2 counts from now on, after {KIND}@1.\n"
    assert terminal.types("policy", "diff", KIND).out == changes.out
    history = terminal.types("policy", "history", KIND).out
    assert (f"{KIND}@1" in history, f"{KIND}@2" in history, "Asked." in history) == (True,) * 3


def test_a_file_without_its_version_is_not_published_over_one_that_counts(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "scanner.yaml"
    file.write_text(GOOD, encoding="utf-8")
    terminal.types("policy", "publish", str(file), "--as", "carla")
    again = terminal.types("policy", "publish", str(file), "--as", "carla")
    assert (again.code, "nothing to publish" in again.err) == (1, True)
    file.write_text(GOOD.replace("hardware", "scanners"), encoding="utf-8")
    ended = terminal.types("policy", "publish", str(file), "--as", "carla")
    assert (ended.code, "doesn't say on which version it is based" in ended.err) == (1, True)


def test_a_flow_that_is_based_on_what_was_never_published_is_told_so(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "scanner.yaml"
    file.write_text(f"# {KIND}@3\n{GOOD}", encoding="utf-8")
    ended = terminal.types("policy", "publish", str(file), "--as", "carla")
    assert ended.code == 1
    assert "no version of it was ever published" in ended.err


@pytest.mark.parametrize("words", [["show", KIND], ["history", KIND], ["diff", KIND]])
def test_a_flow_that_is_not_there_is_told_with_where_to_look(
    terminal: Terminal, words: list[str]
) -> None:
    ended = terminal.types("policy", *words)
    assert ended.code == 2
    assert f"no version of {KIND} was ever published" in ended.err
    assert "`firstline policy list` shows what there is" in ended.err


def test_the_kind_alone_names_no_flow(terminal: Terminal) -> None:
    ended = terminal.types("policy", "show", "flow")
    assert (ended.code, "name one, as flow:<name>" in ended.err) == (2, True)
