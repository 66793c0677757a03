"""A command line's way to a service: an answer over HTTP, or words that say why there is none."""

import os
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import httpx

Answer = dict[str, Any]
_LAST_PORT = 65535
_PAUSES = (0.1, 0.5, 1.0)
"""Seconds before a command is sent again, under the same Idempotency-Key."""
_LOST = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError, httpx.ReadTimeout)
"""The request may have been carried out, and the answer has not come."""


@cache
def _tls() -> ssl.SSLContext:
    """Whom to trust: read once, since that takes longer than most answers."""
    return httpx.create_ssl_context()


class CannotTell(Exception):
    """There is no answer; `remedy` says what the person can do."""

    def __init__(self, message: str, remedy: str):
        super().__init__(message)
        self.remedy = remedy


class Refused(CannotTell):
    """The service says no: the status, and the `code` and members of its problem document."""

    def __init__(self, message: str, remedy: str, status: int, problem: Mapping[str, Any]):
        super().__init__(message, remedy)
        self.status, self.problem = status, problem

    @property
    def code(self) -> str:
        """The stable word for what was refused; empty where the answer is no problem document."""
        return str(self.problem.get("type", "")).rpartition(":")[2]


class AnswerLost(CannotTell):
    """Nobody knows whether the service has carried it out: the connection broke."""


class Service(NamedTuple):
    """A service and where it listens. Its answers are JSON objects."""

    name: str
    address: str
    remedy: str = "see `firstline status`."
    """What to do about a refusal that says nothing of it itself."""
    seconds: float = 60.0

    def get(self, path: str, **parameters: Any) -> Answer:
        """The object at the path. Raises CannotTell, or Refused."""
        return self._object(self._send("GET", path, params=parameters))

    @contextmanager
    def stream(self, path: str, **parameters: Any) -> Iterator[Iterator[bytes]]:
        """What is at the path, in pieces as they come, however much it is.

        Raises CannotTell, or Refused; CannotTell, too, when it breaks off before its end.
        """
        place = self.address + path
        try:
            with httpx.stream("GET", place, params=parameters, timeout=self.seconds) as answer:
                if answer.is_error:
                    answer.read()
                    self._object(answer)
                yield answer.iter_bytes()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._silent(error, lost=False) from None

    def post(self, path: str, body: Mapping[str, Any], key: str, **headers: str) -> Answer:
        """Carry out a command once; sent again under its key when its answer is lost.

        Raises CannotTell, or Refused.
        """
        sent = {"Idempotency-Key": key, **headers}
        return self._posted(path, lambda: {"json": body, "headers": sent})

    def upload(self, path: str, file: Path, media_type: str, key: str, **parameters: Any) -> Answer:
        """Send the bytes of a file, in pieces as they are read; again, as with `post`.

        Raises CannotTell, Refused, or OSError for a file that can't be read.
        """
        sent = {"Idempotency-Key": key, "Content-Type": media_type}
        asked = {"params": parameters, "headers": sent}
        return self._posted(path, lambda: {"content": _pieces(file), **asked})

    def _posted(self, path: str, request: Callable[[], dict[str, Any]]) -> Answer:
        """`request` makes it anew each time that it is sent."""
        for pause in _PAUSES:
            try:
                answer = self._send("POST", path, **request())
            except AnswerLost:
                answer = None
            if answer is not None and answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return self._object(answer)
            time.sleep(pause)
        return self._object(self._send("POST", path, **request()))

    def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            url = self.address + path
            return httpx.request(method, url, timeout=self.seconds, verify=_tls(), **request)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._silent(error, lost=method == "POST" and isinstance(error, _LOST)) from None

    def _silent(self, error: Exception, *, lost: bool) -> CannotTell:
        told = f"{self.name} doesn't answer at {self.address} ({type(error).__name__})."
        if lost:
            return AnswerLost(told, "it may have been carried out; look before you repeat it.")
        variable = f"FIRSTLINE_{self.name.upper()}_URL"
        return CannotTell(told, f"start the suite with `firstline up`, or set {variable}.")

    def _object(self, answer: httpx.Response) -> Answer:
        try:
            found = answer.json()
        except ValueError:
            found = None
        if answer.is_error:
            raise self._refusal(answer.status_code, found if isinstance(found, dict) else {})
        if not isinstance(found, dict):
            raise self.stranger(str(answer.url))
        return found

    def stranger(self, url: str) -> CannotTell:
        """What to raise for an answer that this service would not give."""
        remedy = f"check FIRSTLINE_{self.name.upper()}_URL: something else may listen there."
        return CannotTell(f"what answers at {url} is not {self.name}.", remedy)

    def _refusal(self, status: int, problem: Mapping[str, Any]) -> Refused:
        title, detail = problem.get("title"), problem.get("detail")
        why = detail or title or f"HTTP status {status}"
        remedy = self.remedy if detail in (None, "", title) else ""  # the detail holds its own
        return Refused(f"{self.name} refuses: {why}", remedy, status, problem)


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while piece := source.read(1 << 16):
            yield piece


def listening(name: str, place: int, **more: Any) -> Service:
    """The service at `FIRSTLINE_<NAME>_URL`, else at its place above `FIRSTLINE_PORT_BASE`."""
    named = os.environ.get(f"FIRSTLINE_{name.upper()}_URL")
    if named:
        return Service(name, named.rstrip("/"), **more)
    base = os.environ.get("FIRSTLINE_PORT_BASE", "8000")
    if not (base.isdecimal() and 0 < int(base) <= _LAST_PORT - place):
        raise CannotTell(f"FIRSTLINE_PORT_BASE={base} is no port.", "give a number such as 8000.")
    return Service(name, f"http://127.0.0.1:{int(base) + place}", **more)
