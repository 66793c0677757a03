"""What a newcomer reads first about the suite on this machine names what there is."""

from typing import Any

import pytest
import typer

from firstline_console.main import build_app
from firstline_local.commands import NEXT
from firstline_local.places import PLACES
from tests.support.pages import ROOT, text_of

CONSOLE = typer.main.get_command(build_app())


@pytest.mark.parametrize("line", NEXT)
def test_what_up_says_comes_next_can_be_typed_as_it_stands(line: str) -> None:
    words, command = line.split()[1:], CONSOLE
    while words:
        commands: dict[str, Any] = getattr(command, "commands", {})
        command = commands[words.pop(0)]
    assert not getattr(command, "commands", None), f"{line} only prints its help"
    assert [one.name for one in command.params if one.required] == []


def test_the_page_of_the_suite_says_the_port_of_every_service() -> None:
    page = text_of(ROOT / "deploy" / "local" / "README.md")
    said = [f"{8000 + place} ({name})" for name, place in PLACES.items()]
    assert [one for one in said if one not in page] == []
