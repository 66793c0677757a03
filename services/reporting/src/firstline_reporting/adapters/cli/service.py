"""Asking reporting over HTTP."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from firstline_chassis.asking import Service, listening


def ask(path: str, parameters: dict[str, str]) -> dict[str, Any]:
    """The JSON object at the path of the reporting service. Raises CannotTell."""
    return _reporting().get(path, **parameters)


@contextmanager
def stream(path: str, parameters: dict[str, str]) -> Iterator[io.BufferedReader]:
    """What is at the path, however long, as a file to be read once. Raises CannotTell.

    Reading it raises CannotTell, too, when it ends before it is complete.
    """
    with _reporting().stream(path, **parameters) as chunks:
        yield io.BufferedReader(Incoming(chunks), 1 << 16)


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
