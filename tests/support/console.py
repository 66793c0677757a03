"""The command `firstline`, as a person types it, in this process."""

import sys
from typing import NamedTuple

import pytest

from firstline_console.main import main


class Outcome(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Terminal:
    """Types commands; what they print is captured."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
        self._monkeypatch, self._capsys = monkeypatch, capsys
        monkeypatch.setenv("COLUMNS", "200")
        monkeypatch.setenv("TERM", "dumb")

    def types(self, *words: object) -> Outcome:
        self._capsys.readouterr()
        self._monkeypatch.setattr(sys, "argv", ["firstline", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        assert code is None or isinstance(code, int)
        return Outcome(code or 0, *self._capsys.readouterr())
