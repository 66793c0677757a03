"""Whether every timer fired that should have: each service is asked over HTTP."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from firstline_console.service_http import NotFound, ask

PAGE = 200


class Audit(NamedTuple):
    """One service's timers: how many are set, those that should have fired, and those lacking."""

    service: str
    set: int
    failing: int
    read_until: str | None
    overdue: list[dict[str, Any]]
    missing: list[dict[str, Any]]

    @property
    def is_clean(self) -> bool:
        return not self.overdue and not self.missing


def audit_timers(services: Sequence[str], tolerance: int) -> list[Audit]:
    """An audit of each of these services that has timers. Raises asking.CannotTell."""
    return [found for one in services if (found := _audit(one, tolerance)) is not None]


def _audit(service: str, tolerance: int) -> Audit | None:
    try:
        page = _page(service, tolerance, 0)
    except NotFound:
        return None
    overdue: list[dict[str, Any]] = page["items"]
    told = (page["set"], page["failing"], page["read_until"])
    while page["next"] is not None:
        page = _page(service, tolerance, page["next"])
        overdue += page["items"]
    return Audit(service, *told, overdue, page["missing"])


def _page(service: str, tolerance: int, after: int) -> dict[str, Any]:
    asked: dict[str, str | int] = {"overdue": "true", "tolerance": tolerance}
    return ask(service, "/v1/timers", limit=PAGE, after=after, **asked)
