"""The services as commands of the console ask them, wherever they listen."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from firstline_chassis.asking import Answer, Refused, Service, listening
from firstline_console.boundary import UserError
from firstline_local.places import PLACES

PAGE = 200


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


def given(**said: Any) -> dict[str, Any]:
    """What was said, without what was not."""
    return {name: value for name, value in said.items() if value is not None}


def pages(get: Callable[..., Answer], following: str = "after") -> Iterator[dict[str, Any]]:
    """The items of every page; each says what is `following`, None after the last.

    `get` takes `limit`, and after the first page `following`.
    """
    asked: dict[str, Any] | None = {}
    while asked is not None:
        page = get(limit=PAGE, **asked)
        yield from page["items"]
        asked = None if page["next"] is None else {following: page["next"]}
