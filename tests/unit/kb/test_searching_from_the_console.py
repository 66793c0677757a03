"""`firstline kb search`: a table for people, JSON for programs."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from firstline_chassis.asking import CannotTell, Refused, Service
from firstline_kb.adapters.cli.search import register

ITEM = {
    "number": "KB-000001",
    "language": "en",
    "title_html": "Reset [it]",
    "snippet_html": "Pick &lt;a&gt; <mark>password</mark>",
}
FOUND: dict[str, Any] = {
    "language": "it",
    "answered_in": "en",
    "fell_back": True,
    "read_as": {"pasword": "password"},
    "total": 12,
    "items": [ITEM],
    "next": "abc",
}
NOTHING = FOUND | {"items": [], "total": 0, "read_as": {}, "fell_back": False, "next": None}


def _run(monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any], *words: str) -> tuple[str, Any]:
    asked: dict[str, Any] = {}

    def get(_: Service, path: str, **parameters: Any) -> dict[str, Any]:
        asked.update(parameters, path=path)
        return answer

    monkeypatch.setattr(Service, "get", get)
    app = typer.Typer()
    register(app)
    done = CliRunner().invoke(app, ["kb", "search", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output, asked


def test_hits_are_shown_as_they_read_with_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, _ = _run(monkeypatch, FOUND, "pasword")
    assert "KB-000001" in shown
    assert "Reset [it]" in shown
    assert "Pick <a> password" in shown
    assert "12 articles in all." in shown
    assert "pasword was read as password." in shown
    assert "Nothing in it: these are in en." in shown
    assert "--cursor abc" in shown


def test_nothing_found_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, NOTHING, "xyz")[0] == "No article has it.\n"


def test_filters_are_asked_and_json_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("vpn", "--lang", "it", "--category", "net", "--tag", "home", "--limit", "3", "--json")
    shown, asked = _run(monkeypatch, FOUND, *words)
    assert json.loads(shown) == FOUND
    wanted = {"q": "vpn", "lang": "it", "category": "net", "tag": "home", "limit": 3}
    assert asked == wanted | {"path": "/v1/search"}


@pytest.mark.parametrize(
    ("pointer", "remedy"),
    [("/query/q", "shorten it"), ("/query/lang", "en, it, es or el"), ("/query/else", "as ever")],
)
def test_a_search_that_is_refused_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, pointer: str, remedy: str
) -> None:
    problem: Mapping[str, Any] = {"errors": [{"pointer": pointer, "reason": "no"}]}

    def get(*_: Any, **__: Any) -> dict[str, Any]:
        raise Refused("kb refuses: no", "as ever", 422, problem)

    monkeypatch.setattr(Service, "get", get)
    app = typer.Typer()
    register(app)
    said = CliRunner().invoke(app, ["kb", "search", "vpn"]).exception
    assert isinstance(said, Refused)
    assert remedy in said.remedy


@pytest.mark.parametrize("words", ["", " \t"])
def test_a_search_for_nothing_asks_for_words(words: str) -> None:
    app = typer.Typer()
    register(app)
    said = CliRunner().invoke(app, ["kb", "search", words]).exception
    assert isinstance(said, CannotTell)
    assert "type some words" in said.remedy
