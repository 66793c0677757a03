"""Who acts, and where a text comes from: told before any service is asked."""

from pathlib import Path

import pytest

from tests.support.terminal import Terminal


def test_nobody_who_acts_is_told_how_to_name_an_agent(terminal: Terminal) -> None:
    typed = terminal.types("ticket", "close", "FL-000001")
    assert typed.code == 1
    assert "who acts?" in typed.err
    assert "FIRSTLINE_AGENT" in typed.err
    assert "--as nora" in typed.err


@pytest.mark.parametrize("stdin", ["", "  \n"])
def test_a_text_that_is_missing_is_told(terminal: Terminal, stdin: str) -> None:
    typed = terminal.types("ticket", "reply", "FL-000001", "--as", "nora", stdin=stdin)
    assert typed.code == 1
    assert "the reply is missing" in typed.err
    assert "--file" in typed.err


def test_a_text_given_twice_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "text"
    file.write_text("Hello")
    words = ("ticket", "note", "FL-000001", "Hello", "--file", str(file), "--as", "nora")
    assert "the note is given twice" in terminal.types(*words).err


def test_a_file_that_is_not_there_or_no_text_is_told(terminal: Terminal, tmp_path: Path) -> None:
    words = ("ticket", "note", "FL-000001", "--as", "nora", "--file")
    assert "can't be read" in terminal.types(*words, str(tmp_path / "none")).err
    picture = tmp_path / "picture"
    picture.write_bytes(b"\xff\xfe\xfa")
    assert "no UTF-8 text" in terminal.types(*words, str(picture)).err


@pytest.mark.parametrize(
    ("field", "told"), [("asset", "no value"), ("=x", "no value"), ("n:=many", "whole number")]
)
def test_a_field_that_says_nothing_is_told(terminal: Terminal, field: str, told: str) -> None:
    typed = terminal.types("ticket", "open", "Help", "--requester", "ada", "--field", field)
    assert typed.code == 1
    assert told in typed.err


@pytest.mark.parametrize(
    "words",
    [
        ("show", "FL-000001"),
        ("list",),
        ("timeline", "FL-000001"),
        ("open", "Help", "--requester", "ada"),
        ("reply", "FL-000001", "Hello", "--as", "nora"),
        ("resolve", "FL-000001", "--as", "nora"),
    ],
)
def test_a_service_that_is_not_there_is_named_with_the_way_out(
    terminal: Terminal, words: tuple[str, ...]
) -> None:
    typed = terminal.types("ticket", *words)
    assert (typed.code, typed.out) == (1, "")
    assert "intake doesn't answer at http://127.0.0.1:1" in typed.err
    assert "firstline up" in typed.err
    assert "Traceback" not in typed.err
