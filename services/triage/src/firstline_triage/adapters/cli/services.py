"""Asking the services over HTTP, and saying in words why there is no answer."""

import os
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

_PLACES = {"intake": 1, "triage": 2}
_TIMEOUT_SECONDS = 10.0


class CannotTell(Exception):
    """There is no answer; `remedy` says what the person can do."""

    def __init__(self, message: str, remedy: str):
        super().__init__(message)
        self.remedy = remedy


def ticket_named(name: str) -> str:
    """The id of a ticket: as given, or as intake knows its number or reference."""
    try:
        return str(UUID(name))
    except ValueError:
        pass
    found = _get("intake", f"/v1/tickets/{quote(name, safe='')}", "id")
    if found is None:
        remedy = "give its id, its number such as FL-000123, or the foreign desk's own reference."
        raise CannotTell(f"intake knows no ticket {name}.", remedy)
    return str(found["id"])


def assessment_of(ticket: str, name: str) -> dict[str, Any]:
    """What triage says of the ticket that the person calls `name`."""
    found = _get("triage", f"/v1/assessments/{ticket}", "why")
    if found is None:
        remedy = "check the id; a ticket that has just come in is answered within a second."
        raise CannotTell(f"triage has said nothing about ticket {name} yet.", remedy)
    return found


def address(service: str) -> str:
    """Where the service listens: its own variable, else the suite's port on this machine."""
    named = os.environ.get(f"FIRSTLINE_{service.upper()}_URL")
    if named:
        return named.rstrip("/")
    base = os.environ.get("FIRSTLINE_PORT_BASE", "8000")
    if not base.isdecimal():
        raise CannotTell(f"FIRSTLINE_PORT_BASE={base} is no port.", "give a number such as 8000.")
    return f"http://127.0.0.1:{int(base) + _PLACES[service]}"


def _get(service: str, path: str, field: str) -> dict[str, Any] | None:
    """The JSON object, which has that field; None where the service says that there is none."""
    url = address(service) + path
    try:
        answer = httpx.get(url, timeout=_TIMEOUT_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        remedy = f"start the suite with `firstline up`, or set FIRSTLINE_{service.upper()}_URL."
        told = f"{service} doesn't answer at {address(service)} ({type(error).__name__})."
        raise CannotTell(told, remedy) from None
    if answer.status_code == httpx.codes.NOT_FOUND:
        return None
    if answer.is_error:
        raise CannotTell(f"{service} refuses: {_detail(answer)}", "see `firstline status`.")
    return _object(service, answer, field)


def _detail(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP status {answer.status_code}"


def _object(service: str, answer: httpx.Response, field: str) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict) or field not in found:
        remedy = f"check FIRSTLINE_{service.upper()}_URL: something else may listen there."
        raise CannotTell(f"what answers at {answer.url} is not {service}.", remedy)
    return found
