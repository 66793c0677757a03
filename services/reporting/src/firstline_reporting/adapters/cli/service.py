"""Asking reporting over HTTP."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from firstline_chassis.asking import CannotTell, Refused, Service, listening

_REPORTS = "/v1/reports/"
_OPTIONS = {"key": "drill"}
"""What is called otherwise on the command line."""


def ask(path: str, parameters: dict[str, str]) -> dict[str, Any]:
    """The JSON object at the path of the reporting service. Raises CannotTell."""
    with _in_words_of_the_command(path):
        return _reporting().get(path, **parameters)


@contextmanager
def stream(path: str, parameters: dict[str, str]) -> Iterator[io.BufferedReader]:
    """What is at the path, however long, as a file to be read once. Raises CannotTell.

    Reading it raises CannotTell, too, when it ends before it is complete.
    """
    with _in_words_of_the_command(path), _reporting().stream(path, **parameters) as chunks:
        yield io.BufferedReader(Incoming(chunks), 1 << 16)


@contextmanager
def _in_words_of_the_command(path: str) -> Iterator[None]:
    """A refusal by the options that were given, which are not what the service calls them."""
    try:
        yield
    except Refused as refusal:
        raise _told(refusal, path) from None


def _told(refusal: Refused, path: str) -> CannotTell:
    """The command offers no report that it doesn't know: what is missing there is a new one."""
    if refusal.status == HTTPStatus.NOT_FOUND and path.startswith(_REPORTS):
        return CannotTell(
            "reporting doesn't know this yet: it is older than this command.",
            "restart it (`firstline down`, `firstline up`).",
        )
    wrong = refusal.problem.get("errors") or []
    told = "; ".join(f"{_option(one['pointer'])} {one['reason']}" for one in wrong)
    return CannotTell(f"{told}.", "") if told else refusal


def _option(pointer: str) -> str:
    """`/query/from` as it is typed here."""
    name = pointer.rpartition("/")[2]
    return f"--{_OPTIONS.get(name, name).replace('_', '-')}:"


def _reporting() -> Service:
    return listening("reporting", 5, remedy="see `firstline report --help`.")


class Incoming(io.RawIOBase):
    """Chunks that come in, as a file."""

    def __init__(self, chunks: Iterator[bytes]):
        super().__init__()
        self._chunks, self._rest = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
        taken, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)
