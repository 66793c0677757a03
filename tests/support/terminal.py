"""The command `firstline` as a person types it, in this process; and services that it finds."""

import io
import sys
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from firstline_console.main import main

SERVICES = ("intake", "triage", "escalation", "kb", "reporting")
NOWHERE = "http://127.0.0.1:1"


class Typed(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


class Terminal:
    """Types commands; what they need from the environment is set by `monkeypatch`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
        self._patch, self._capsys = monkeypatch, capsys
        monkeypatch.setenv("COLUMNS", "120")
        monkeypatch.delenv("FIRSTLINE_AGENT", raising=False)
        for name in SERVICES:
            monkeypatch.setenv(f"FIRSTLINE_{name.upper()}_URL", NOWHERE)

    def types(self, *words: str, stdin: str = "") -> Typed:
        """`firstline …` to its end, whatever that is."""
        self._patch.setattr(sys, "argv", ["firstline", *words])
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            main()
        said = self._capsys.readouterr()
        code = ended.value.code
        return Typed(code if isinstance(code, int) else int(code is not None), said.out, said.err)

    def serve(self, **apps: FastAPI) -> None:
        """These applications answer as the services of their names; nobody else answers."""
        clients = {
            f"{name}.test": TestClient(app, raise_server_exceptions=False)
            for name, app in apps.items()
        }

        def request(
            method: str, url: str, *, timeout: float, verify: object, **options: object
        ) -> httpx.Response:
            client = clients.get(urlsplit(url).netloc)
            if client is None:
                raise httpx.ConnectError(f"nobody listens at {url}")
            answer: httpx.Response = client.request(method, url, **options)  # type: ignore[arg-type]
            return answer

        self._patch.setattr(httpx, "request", request)
        for name in apps:
            self._patch.setenv(f"FIRSTLINE_{name.upper()}_URL", f"http://{name}.test")
