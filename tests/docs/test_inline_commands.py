"""Commands that are named in the text exist, with the options that the text gives them."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from firstline_console.main import build_app
from tests.support.pages import ROOT, code_words, name_of, pages

every_page = pytest.mark.parametrize("page", pages(), ids=name_of)
CONSOLE = typer.main.get_command(build_app())


@every_page
def test_every_firstline_command_in_the_text_exists(page: Path) -> None:
    named = [word for word in code_words(page) if word.startswith("firstline ")]
    assert {word: fault for word in named if (fault := _fault(word))} == {}


def _fault(text: str) -> str | None:
    """What is wrong with a command line, if anything."""
    words = re.findall(r"[^\s\[\]|]+", text)[1:]
    command: Any = CONSOLE
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        found = command.commands.get(words[0])
        if found is None:
            return f"there is no command {words[0]}"
        command, words = found, words[1:]
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    unknown = [word for word in words if word.startswith("-") and word not in known]
    return f"there is no option {unknown}" if unknown else None


@every_page
def test_every_make_target_in_the_text_exists(page: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = {word.split()[1] for word in code_words(page) if re.fullmatch(r"make \w+.*", word)}
    assert named - targets == set()


@every_page
def test_every_module_that_the_text_runs_exists(page: Path) -> None:
    run = {found for word in code_words(page) for found in re.findall(r"python -m ([\w.]+)", word)}
    assert [module for module in run if not _is_module(module)] == []


def _is_module(name: str) -> bool:
    path = name.replace(".", "/")
    places = [ROOT, *ROOT.glob("*/*/src")]
    return any(
        (place / f"{path}.py").exists() or (place / path / "__main__.py").exists()
        for place in places
    )
