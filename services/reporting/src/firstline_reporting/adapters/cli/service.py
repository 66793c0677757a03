"""Asking reporting over HTTP."""

from typing import Any

from firstline_chassis.asking import listening


def ask(path: str, parameters: dict[str, str]) -> dict[str, Any]:
    """The JSON object at the path of the reporting service. Raises CannotTell."""
    return listening("reporting", 5, remedy="see `firstline report --help`.").get(
        path, **parameters
    )
