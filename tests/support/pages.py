"""The documentation as tests see it: pages, fenced blocks, words in code, links."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATTERNS = (
    "*.md",
    "docs/**/*.md",
    "services/*/README.md",
    "libs/*/README.md",
    "deploy/*/README.md",
    "benchmarks/*.md",
)
_FENCE = re.compile(r"^```(?P<tag>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block: what its fence is tagged with, and where it stands."""

    page: str
    line: int
    tag: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@cache
def pages() -> tuple[Path, ...]:
    """Every page of the documentation."""
    return tuple(sorted(path for pattern in PATTERNS for path in ROOT.glob(pattern)))


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = text_of(page)
    return [
        Block(name_of(page), text.count("\n", 0, found.start()) + 1, found["tag"], found["text"])
        for found in _FENCE.finditer(text)
    ]


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", text_of(page))


def code_words(page: Path) -> list[str]:
    """What stands in single backticks outside of fenced blocks."""
    return _CODE.findall(prose(page))


def links(page: Path) -> list[str]:
    """The targets of links outside of fenced blocks and of code."""
    return [found["target"] for found in _LINK.finditer(_CODE.sub("", prose(page)))]


def anchors(page: Path) -> set[str]:
    """The anchors that the page's headings make."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return {_slug(heading) for heading in headings}


def table_rows(page: Path) -> list[list[str]]:
    """The cells of every table row of the page, heads and rules included."""
    rows = re.findall(r"^\|(.+)\|$", prose(page), flags=re.MULTILINE)
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)] for row in rows]


def _slug(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")
