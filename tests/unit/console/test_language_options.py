"""The option of a language has one pair of names wherever a command takes it."""

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from firstline_console.main import build_app

NAMES = ["--language", "--lang"]
EXPECTED = ("kb search", "flow show", "flow walk", "article show", "draft begin", "ticket open")


def languages() -> Iterator[tuple[str, list[str]]]:
    """Every command that takes a language, with the option's names."""
    for words, command in commands("", get_command(build_app())):
        for one in command.params:
            if set(NAMES) & set(one.opts):
                yield words, one.opts


def commands(words: str, command: Any) -> Iterator[tuple[str, Any]]:
    """The command itself, and all below it."""
    yield words, command
    for name, one in getattr(command, "commands", {}).items():
        yield from commands(f"{words} {name}".strip(), one)


@pytest.mark.parametrize("words", EXPECTED)
def test_commands_about_texts_take_a_language(words: str) -> None:
    assert words in dict(languages())


def test_each_takes_both_names_and_shows_the_same_one_first() -> None:
    assert [words for words, names in languages() if names[:2] != NAMES] == []
