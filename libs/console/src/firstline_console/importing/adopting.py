"""Adopting a desk's tickets: asks intake page by page, and tells how far it is."""

from collections.abc import Callable
from datetime import datetime
from getpass import getuser
from typing import Any, NamedTuple
from uuid import uuid4

from firstline_console.service_http import service

PAGE = 200


class Adoption(NamedTuple):
    """What was done so far; in a dry run, what would be."""

    origin: str
    dry_run: bool
    adopted: int = 0
    already_live: int = 0
    left: int = 0

    def plus(self, page: dict[str, Any]) -> "Adoption":
        return self._replace(
            adopted=self.adopted + page["adopted"],
            already_live=self.already_live + page["already_live"],
            left=page["left"],
        )


def adopt_all(
    origin: str, at: datetime | None, told: Callable[[Adoption], None], *, dry_run: bool
) -> Adoption:
    """Every open ticket of the origin goes live. Raises asking.CannotTell.

    Each page is one transaction and taken once, so this may end anywhere and begin again.
    """
    intake, done = service("intake"), Adoption(origin, dry_run)
    command: dict[str, Any] = {
        "actor": {"kind": "agent", "id": getuser()},
        "at": at.isoformat() if at else None,
        "origin": origin,
        "dry_run": dry_run,
        "limit": PAGE,
    }
    after: int | None = 0
    while after is not None:
        page = intake.post("/v1/adoptions", {**command, "after": after}, str(uuid4()))
        done, after = done.plus(page), page["next"]
        told(done)
    return done
