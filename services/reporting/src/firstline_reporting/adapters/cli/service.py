"""Asking reporting over HTTP, and saying in words why there is no answer."""

import os
from typing import Any

import httpx

_PLACE = 5
_TIMEOUT_SECONDS = 60.0


class CannotTell(Exception):
    """There is no answer; `remedy` says what the person can do."""

    def __init__(self, message: str, remedy: str):
        super().__init__(message)
        self.remedy = remedy


def ask(path: str, parameters: dict[str, str]) -> dict[str, Any]:
    """The JSON object at the path of the reporting service."""
    place = address()
    try:
        answer = httpx.get(place + path, params=parameters, timeout=_TIMEOUT_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        remedy = "start the suite with `firstline up`, or set FIRSTLINE_REPORTING_URL."
        told = f"reporting doesn't answer at {place} ({type(error).__name__})."
        raise CannotTell(told, remedy) from None
    body = _object(answer)
    if answer.is_error:
        raise CannotTell(f"reporting refuses: {_reason(body)}", "see `firstline report --help`.")
    return body


def address() -> str:
    """Where reporting listens: its own variable, else the suite's port on this machine."""
    named = os.environ.get("FIRSTLINE_REPORTING_URL")
    if named:
        return named.rstrip("/")
    base = os.environ.get("FIRSTLINE_PORT_BASE", "8000")
    if not base.isdecimal():
        raise CannotTell(f"FIRSTLINE_PORT_BASE={base} is no port.", "give a number such as 8000.")
    return f"http://127.0.0.1:{int(base) + _PLACE}"


def _reason(body: dict[str, Any]) -> str:
    return str(body.get("detail") or body.get("title") or "it does not say why")


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        remedy = "check FIRSTLINE_REPORTING_URL: something else may listen there."
        raise CannotTell(f"what answers at {answer.url} is not reporting.", remedy)
    return found
