"""The services as commands of the console ask them, wherever they listen."""

from http import HTTPStatus
from typing import Any

from firstline_chassis.asking import Refused, Service, listening
from firstline_console.boundary import UserError
from firstline_local.places import PLACES


class NotFound(UserError):
    """The service knows nothing under this name."""


def service(name: str) -> Service:
    """The service of this name."""
    return listening(name, PLACES[name])


def ask(name: str, path: str, **parameters: str | int) -> dict[str, Any]:
    """The JSON object that `GET path` gives. Raises NotFound, or CannotTell."""
    try:
        return service(name).get(path, **parameters)
    except Refused as refusal:
        if refusal.status == HTTPStatus.NOT_FOUND:
            title = refusal.problem.get("title", "not found")
            raise NotFound(f"{name}: {title}.", "check the name.") from None
        raise
