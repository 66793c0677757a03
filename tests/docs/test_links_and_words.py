"""What the pages point at exists, and every part of the house has its page."""

import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.support.pages import (
    ROOT,
    anchors,
    blocks,
    code_words,
    links,
    name_of,
    pages,
    prose,
    table_rows,
    text_of,
)

every_page = pytest.mark.parametrize("page", pages(), ids=name_of)
GLOSSARY = ROOT / "docs" / "glossary.md"
MEMBERS = sorted(path.parent for path in ROOT.glob("*/*/pyproject.toml"))
SERVICES = [member for member in MEMBERS if member.parent.name == "services"]
_PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|toml|sql|sh|lock)")


@every_page
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not _leads_somewhere(page, link)] == []


def _leads_somewhere(page: Path, link: str) -> bool:
    if "://" in link:
        return True
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors(target))


@every_page
def test_shown_data_is_well_formed(page: Path) -> None:
    for block in blocks(page):
        if block.tag == "json":
            json.loads(block.text)
        elif block.tag == "toml":
            tomllib.loads(block.text)


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.name)
def test_every_member_has_its_page(member: Path) -> None:
    assert (member / "README.md").is_file()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
@pytest.mark.parametrize("told", ["Decides", "Reacts to", "Publishes", "Shows", "Settings"])
def test_the_page_of_a_service_tells_what_every_service_tells(service: Path, told: str) -> None:
    assert told in text_of(service / "README.md")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_page_of_a_service_is_one_page(service: Path) -> None:
    assert len(text_of(service / "README.md").splitlines()) <= 110


@every_page
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    named = [word for word in code_words(page) if _PATH.fullmatch(word)]
    assert [word for word in named if _is_ours(word) and not _exists(word)] == []


def _exists(word: str) -> bool:
    """Named whole, or by the end of its path."""
    return any(f"/{word}" in f"/{path}/" for path in _files())


@cache
def _files() -> list[str]:
    """What git knows, or would know if it were added."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()


def _is_ours(word: str) -> bool:
    """Media types, HTTP paths and what is made at run time are no files of the project."""
    return not word.startswith(("/", "application/", "v1/", ".local", ".venv"))


def test_every_term_of_the_glossary_is_used() -> None:
    elsewhere = "\n".join(prose(page) for page in pages() if page != GLOSSARY)
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in ROOT.glob("*/*/src/firstline_*/**/*.py")
    )
    terms = [term for row in table_rows(GLOSSARY) for term in re.findall(r"\*\*(.+?)\*\*", row[0])]
    assert len(terms) > 60
    assert [term for term in terms if not _used(term, elsewhere + sources)] == []


def _used(term: str, text: str) -> bool:
    spelt = r"[\s_-]?".join(map(re.escape, term.split()))
    return re.search(rf"\b{spelt}", text, re.IGNORECASE) is not None


def test_decisions_are_numbered_without_gaps_and_have_four_parts() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        parts = re.findall(r"^## (.+)$", text_of(path), flags=re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences", "Alternatives"], path.name
        assert path.name in text_of(ROOT / "docs" / "adr" / "README.md")


def test_the_glossary_says_each_word_once() -> None:
    rows = re.findall(r"^\| \*\*(.+?)\*\*(.*?) \|", text_of(GLOSSARY), flags=re.MULTILINE)
    assert sorted(set(rows)) == sorted(rows)
