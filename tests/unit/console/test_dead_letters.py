"""`firstline dead-letters` shows what every service could not take."""

import json
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from firstline_chassis.asking import CannotTell
from firstline_console.boundary import UserError
from firstline_console.deadletters.letters import letters_of
from firstline_console.main import build_app
from firstline_local.places import PLACES
from tests.support.answers import answering


def letter(number: int) -> dict[str, object]:
    place = {"topic": "intake-ticket-v1", "partition": 1, "offset": 9}
    return {"id": number, "code": "unreadable", "reason": "no \x1b[2JJSON", "waiting": 2, **place}


ANSWERS = {
    "/v1/dead-letters?limit=200": {"items": [letter(1)], "next": 1},
    "/v1/dead-letters?limit=200&after=1": {"items": [letter(2)], "next": None},
    "/v1/dead-letters/2": {**letter(2), "value": "{broken", "headers": []},
}


def listen_at(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    for name in PLACES:
        monkeypatch.setenv(f"FIRSTLINE_{name.upper()}_URL", address)


@pytest.fixture(autouse=True)
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with answering(ANSWERS) as address:
        listen_at(monkeypatch, address)
        yield


def run(*arguments: str) -> str:
    outcome = CliRunner().invoke(build_app(), ["dead-letters", *arguments], catch_exceptions=False)
    assert outcome.exit_code == 0
    return outcome.output


def test_every_page_of_every_service_is_read() -> None:
    found = list(letters_of(["intake", "triage"]))
    assert [(each["service"], each["id"]) for each in found] == [
        ("intake", 1),
        ("intake", 2),
        ("triage", 1),
        ("triage", 2),
    ]


def test_the_list_can_be_had_of_one_service_as_json() -> None:
    found = json.loads(run("list", "--service", "triage", "--json"))
    assert [each["service"] for each in found] == ["triage", "triage"]


def test_a_letter_is_shown_whole() -> None:
    assert "{broken" in run("show", "2", "--service", "intake")


def test_a_letter_that_nobody_has_is_told_so() -> None:
    with pytest.raises(UserError, match="no dead letter has the number 7"):
        run("show", "7")


def test_a_service_that_is_not_there_is_told_so() -> None:
    with pytest.raises(UserError, match="no service kitchen"):
        run("list", "--service", "kitchen")


def test_a_silent_service_names_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    listen_at(monkeypatch, "http://127.0.0.1:1")
    with pytest.raises(CannotTell) as caught:
        run("list")
    assert "firstline up" in caught.value.remedy


def test_the_list_names_what_and_why_in_words_that_a_narrow_terminal_leaves_whole() -> None:
    told = run("list", "--service", "triage")
    assert "triage 1" in told
    assert "intake-ticket-v1/1/9" in told
    assert "unreadable: no \N{REPLACEMENT CHARACTER}[2JJSON" in told
    assert "2 wait behind it" in told
    assert "firstline dead-letters show" in told
