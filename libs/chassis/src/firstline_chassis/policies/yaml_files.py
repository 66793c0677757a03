"""Reading a policy from YAML 1.2 as people write it, and finding again where each thing stands."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
)

from firstline_chassis.policies.contents import MAX_CONTENT_BYTES, MAX_DEPTH, Content, Where
from firstline_chassis.policies.yaml_nodes import Misread, lines_and_content


class FileRefused(Exception):
    """A file that holds no content: file, line, fault; `remedy` says what to do."""

    def __init__(self, file: str, line: int | None, fault: str, remedy: str):
        super().__init__(f"{file if line is None else f'{file}:{line}'}: {fault}")
        self.file, self.line, self.fault, self.remedy = file, line, fault, remedy


class Document(NamedTuple):
    """A content with the lines of its file, counted from 1."""

    file: str
    content: Content
    lines: Mapping[Where, int]
    remarks: Sequence[str] = ()
    """What follows `#` above all that the file says."""

    def line_of(self, where: Where) -> int:
        """The line that says it; if nothing does, the line of what should hold it."""
        while where not in self.lines:
            where = where[:-1]
        return self.lines[where]


def read_file(path: Path) -> Document:
    """Raises FileRefused for whatever can't be read, with file and line."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_CONTENT_BYTES + 1)
        return read_text(raw.decode(), path.name)
    except OSError as error:
        remedy = "name a file that is there and may be read"
        raise FileRefused(str(path), None, f"can't be read: {error.strerror}", remedy) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FileRefused(path.name, line, "is not UTF-8", "save the file as UTF-8") from None


def read_text(text: str, file: str) -> Document:
    """Raises FileRefused. Twice the same key, aliases and tags are refused, as is a second page."""
    if len(text.encode(errors="replace")) > MAX_CONTENT_BYTES:
        told = f"is over {MAX_CONTENT_BYTES // 1024} KiB"
        raise FileRefused(file, None, told, "a policy is a page, not a database: shorten it")
    try:
        _only_what_json_has(text)
        lines, content = lines_and_content(_reader().compose(text))
    except Misread as error:
        raise FileRefused(file, error.line, str(error), error.remedy) from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        told = f"is not YAML: {error.problem or error.context}"
        raise FileRefused(file, line, told, "mend that line, or the one before it") from None
    except (YAMLError, YAMLStreamError) as error:
        told = f"is not YAML: {str(error).splitlines()[0]}"
        raise FileRefused(file, _line_of_reader(error, text), told, "remove that sign") from None
    return Document(file, content, lines, _remarks(text))


def _remarks(text: str) -> list[str]:
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    head = takewhile(lambda line: not line or line.startswith(("#", "---")), lines)
    return [line.lstrip("#").strip() for line in head if line.startswith("#")]


def _reader() -> YAML:
    return YAML(typ="safe", pure=True)


def _only_what_json_has(text: str) -> None:
    """Raises Misread before anything is built: an alias may stand for a thousand million words."""
    depth = pages = 0
    for event in _events(text):
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        pages += isinstance(event, DocumentStartEvent)
        line = event.start_mark.line + 1
        if depth > MAX_DEPTH:
            raise Misread(line, f"it is nested deeper than {MAX_DEPTH}", "write it flatter")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise Misread(line, "anchors and aliases (& and *) are not taken", "write it out")
        if pages > 1:
            raise Misread(line, "a second page begins", "put each policy into a file of its own")


def _events(text: str) -> Iterator[Event]:
    yield from _reader().parse(text)


def _line_of_reader(error: Exception, text: str) -> int | None:
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else None
