"""What runs the pages would notice a page that lies."""

import os
from pathlib import Path

import pytest

from tests.docs.running_blocks import Terminal
from tests.support.pages import Block


def block(tag: str, text: str) -> Block:
    return Block("page.md", 7, tag, text)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(os.environ, tmp_path)


@pytest.mark.parametrize(("tag", "text"), [("bash", "false\ntrue\n"), ("python", "1 / 0\n")])
def test_a_command_that_fails_is_told_with_its_place(
    terminal: Terminal, tag: str, text: str
) -> None:
    with pytest.raises(AssertionError, match=r"page\.md:7 fails"):
        terminal.run(block(tag, text))


def test_what_a_block_exports_is_there_for_the_next_ones(terminal: Terminal) -> None:
    terminal.run(block("bash", "export ANSWER=42\n"))
    terminal.run(block("python", "import os\nassert os.environ['ANSWER'] == '42'\n"))


def test_output_is_compared_and_three_dots_stand_for_anything(terminal: Terminal) -> None:
    terminal.run(block("console", "$ echo one; date; \\\n  echo three\none\n…\nthree\n"))
    with pytest.raises(AssertionError, match="but it says"):
        terminal.run(block("console", "$ echo one\ntwo\n"))


def test_what_is_covered_elsewhere_is_not_run(terminal: Terminal) -> None:
    terminal.run(block("bash", "make demo   # for minutes\n"))
    terminal.run(block("console", "$ make demo\nwhatever it prints\n"))
