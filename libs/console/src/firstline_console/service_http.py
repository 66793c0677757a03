"""Asking a service over HTTP; a service that does not answer is told in words."""

from typing import Any

import httpx

from firstline_console.addresses import service_address
from firstline_console.boundary import UserError

SECONDS = 60.0


class ServiceSilent(UserError):
    """A service can't be reached, or its answer is no answer."""


class NotFound(UserError):
    """The service knows nothing under this name."""


def ask(service: str, path: str, **parameters: str | int) -> dict[str, Any]:
    """The JSON object that `GET path` gives; raises ServiceSilent or NotFound."""
    address = service_address(service)
    try:
        answer = httpx.get(f"{address}{path}", params=parameters, timeout=SECONDS)
        body: dict[str, Any] = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise _silent(service, address, str(error)) from error
    if answer.status_code == httpx.codes.NOT_FOUND:
        raise NotFound(f"{service}: {body.get('title', 'not found')}.", "check the name.")
    if answer.is_error:
        raise _silent(service, address, str(body.get("detail") or body.get("title") or body))
    return body


def _silent(service: str, address: str, why: str) -> ServiceSilent:
    return ServiceSilent(
        f"{service} at {address} gives no answer ({why}).",
        f"is it running? `firstline status`; start the suite: `firstline up`; its log: "
        f"`firstline logs {service}`.",
    )
