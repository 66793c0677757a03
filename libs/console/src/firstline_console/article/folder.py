"""A folder of articles: one folder for each, named as its short name, with `en.md`, `it.md`, …"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from firstline_chassis.policies.yaml_files import FileRefused
from firstline_console.article.texts import Written, read_written
from firstline_console.boundary import UserError
from firstline_events.vocabulary import Language

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OF_TEXT = ("title", "summary")
_LAYOUT = "lay it out as SHORT-NAME/en.md, SHORT-NAME/it.md, …"


class Filed(NamedTuple):
    """One article as its files say it; the first language comes first."""

    slug: str
    texts: dict[str, dict[str, str]]
    """Title, summary and body of each language."""
    whole: dict[str, Any]
    """What the first language's head says of the article as a whole."""


def read_folder(folder: Path) -> Sequence[Filed]:
    """Every article of the folder. Raises UserError with every fault, each with file and line."""
    if not folder.is_dir():
        raise UserError(f"{folder} is no folder.", _LAYOUT)
    faults: list[str] = []
    filed = [one for path in sorted(folder.iterdir()) if (one := _article(path, faults))]
    if faults:
        raise UserError("\n".join(["nothing was imported.", *faults]), "mend these, and run again.")
    if not filed:
        raise UserError(f"{folder} holds no article.", _LAYOUT)
    return filed


def _article(path: Path, faults: list[str]) -> Filed | None:
    if path.is_file():
        return None  # a README beside the articles
    if not _SLUG.fullmatch(path.name):
        remedy = "small letters, digits and single hyphens"
        faults.append(f"{path}: is no short name; what to do: call it by {remedy}")
        return None
    texts = dict(_texts(path, faults))
    if not texts:
        faults.append(f"{path}: holds no text; what to do: {_LAYOUT}")
        return None
    first = next(iter(texts.values()))
    whole = {key: value for key, value in first.head.items() if key not in _OF_TEXT}
    return Filed(path.name, {tongue: _text(one) for tongue, one in texts.items()}, whole)


def _texts(path: Path, faults: list[str]) -> Iterator[tuple[str, Written]]:
    """The texts in the order of our languages; what can't be read is a fault."""
    known = {f"{language.value}.md": language.value for language in Language}
    strangers = sorted(one for one in path.iterdir() if one.name not in known)
    names = ", ".join(known)
    faults.extend(f"{one}: is no text; what to do: call it {names}" for one in strangers)
    for name, language in known.items():
        if (path / name).exists():
            try:
                yield language, _checked(read_written(path / name))
            except FileRefused as refused:
                faults.append(f"{refused}; what to do: {refused.remedy}")
            except UserError as error:
                faults.append(f"{error} what to do: {error.remedy}")


def _checked(written: Written) -> Written:
    """Raises FileRefused."""
    if not written.head.get("title"):
        raise FileRefused(written.file, 1, "has no title", "say `title: …` in a head between ---")
    if not written.body.strip():
        raise FileRefused(written.file, None, "says nothing", "write Markdown below the head")
    if written.head.get("slug"):
        raise FileRefused(written.file, 1, "says a slug", "its folder's name is that; take it out")
    return written


def _text(written: Written) -> dict[str, str]:
    head = written.head
    return {"title": head["title"], "summary": head.get("summary", ""), "body": written.body + "\n"}
