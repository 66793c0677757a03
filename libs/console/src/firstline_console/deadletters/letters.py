"""The dead letters of every service, over HTTP."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from firstline_console.service_http import NotFound, ask, pages

Letter = dict[str, Any]


def letters_of(services: Sequence[str]) -> Iterator[Letter]:
    """All dead letters of these services, oldest first, each with its service."""
    for service in services:
        for letter in pages(partial(ask, service, "/v1/dead-letters")):
            yield {"service": service, **letter}


def find_letter(services: Sequence[str], number: int) -> list[Letter]:
    """The letters with this number, at most one per service; raises NotFound when none has it."""
    found = [letter for service in services for letter in _one(service, number)]
    if not found:
        raise NotFound(
            f"no dead letter has the number {number}.", "`firstline dead-letters list` shows all."
        )
    return found


def _one(service: str, number: int) -> list[Letter]:
    try:
        return [{"service": service, **ask(service, f"/v1/dead-letters/{number}")}]
    except NotFound:
        return []
