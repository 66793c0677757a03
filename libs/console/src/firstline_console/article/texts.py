"""An article's text in a file: Markdown, below a head in YAML if there is one."""

import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

from firstline_chassis.policies.yaml_files import FileRefused, read_text
from firstline_console.boundary import UserError

MOST_BYTES = 512 * 1024
"""More than any text that the service takes."""
_HEAD = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_ENTRIES: dict[str, type] = {
    "title": str,
    "summary": str,
    "slug": str,
    "owner": str,
    "category": str,
    "tags": list,
    "review_on": str,
}


class Written(NamedTuple):
    """What a file says: the entries of its head, and the Markdown below it."""

    head: dict[str, Any]
    body: str
    file: str


def read_written(file: Path | None) -> Written:
    """The text of a file, or of standard input. Raises UserError, or FileRefused with its line."""
    name = "standard input" if file is None else str(file)
    try:
        raw = _stdin() if file is None else file.read_bytes()
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        told = f"{name} can't be read: {error.strerror}."
        raise UserError(told, "name a file of Markdown that is there.") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FileRefused(name, line, "is not UTF-8", "save the file as UTF-8") from None
    if len(raw) > MOST_BYTES:
        raise FileRefused(name, None, "is too long", "make two articles of it")
    return _divided(text, name)


def _stdin() -> bytes:
    return b"" if sys.stdin.isatty() else sys.stdin.buffer.read(MOST_BYTES + 1)


def _divided(text: str, file: str) -> Written:
    found = _HEAD.match(text)
    if found is None:
        if text.startswith("---\n"):
            remedy = "end the head with a line of three hyphens"
            raise FileRefused(file, 1, "has a head without an end", remedy)
        return Written({}, text.strip("\n"), file)
    # A line of its own in place of the `---`, so that the lines of faults are those of the file.
    document = read_text("\n" + found[1], file)
    for key, value in document.content.items():
        _check(key, value, file, document.line_of((key,)))
    return Written(dict(document.content), text[found.end() :].strip("\n"), file)


def _check(key: str, value: Any, file: str, line: int) -> None:
    kind = _ENTRIES.get(key)
    if kind is None:
        known = ", ".join(_ENTRIES)
        raise FileRefused(file, line, f"has an entry {key} that is not known", f"known are {known}")
    words = value if isinstance(value, list) else [value]
    if not isinstance(value, kind) or not all(isinstance(one, str) for one in words):
        shape = "a list of words" if kind is list else "a text; put it in quotes"
        raise FileRefused(file, line, f"{key} is of another kind", f"make it {shape}")
