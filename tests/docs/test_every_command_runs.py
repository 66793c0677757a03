"""Every command in the documentation works, on a real suite with data in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.covered_elsewhere import ELSEWHERE
from tests.docs.flows import FLOWS, RUNBOOKS
from tests.docs.running_blocks import RUN, SHOWN, Terminal
from tests.support.pages import ROOT, blocks, name_of, pages

WITH_COMMANDS = [
    page
    for page in pages()
    if page not in (*FLOWS, *RUNBOOKS) and any(block.tag in RUN for block in blocks(page))
]
every_page = pytest.mark.parametrize("page", pages(), ids=name_of)


@pytest.fixture
def tidy_project() -> Iterator[None]:
    """Takes away what the commands of a page write into the project, where a reader runs them."""
    before = set(ROOT.glob("[!.]*"))
    yield
    for made in set(ROOT.glob("[!.]*")) - before:
        if made.is_dir():
            shutil.rmtree(made)
        else:
            made.unlink()


@pytest.mark.e2e
@pytest.mark.usefixtures("tidy_project")
@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_a_reader_can_run_every_command_of_the_page(
    page: Path, documented_suite: dict[str, str], tmp_path: Path
) -> None:
    terminal = Terminal(documented_suite, tmp_path)
    for block in blocks(page):
        terminal.run(block)


@every_page
def test_every_block_says_whether_it_is_run_or_only_shown(page: Path) -> None:
    assert [str(block) for block in blocks(page) if block.tag not in (*RUN, *SHOWN)] == []


def test_the_first_page_has_commands_of_every_kind() -> None:
    assert {block.tag for block in blocks(ROOT / "README.md")} >= {"bash", "python", "sql"}


@pytest.mark.parametrize("command", ELSEWHERE)
def test_a_command_that_is_not_run_here_is_covered_where_the_list_says(command: str) -> None:
    file, text = ELSEWHERE[command]
    assert text in (ROOT / file).read_text(encoding="utf-8")
