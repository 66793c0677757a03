"""Which ticket a request names."""

from typing import Annotated

from fastapi import Path, Query

from firstline_chassis.problems import Problem
from firstline_chassis.store import Transaction
from firstline_events.message import Identifier
from firstline_intake.read_models import directory

Named = Annotated[Identifier, Path(description="id, number or reference")]
Origin = Annotated[Identifier | None, Query(description="settles a shared reference")]
Reference = Annotated[
    Identifier | None, Query(description="as the foreign desk writes it, any sign included")
]


def find_one(tx: Transaction, name: str, origin: str | None) -> directory.Entry:
    """Raises Problem: 404 for none, 409 where several desks use the reference."""
    found = directory.find(tx, name, origin)
    if not found:
        raise Problem(404, "no-such-ticket", "There is no such ticket", f"Nothing is named {name}.")
    if len(found) > 1:
        origins = sorted(entry.origin or "" for entry in found)
        title = "Several desks use this reference"
        raise Problem(409, "ambiguous-reference", title, "Add ?origin=…", origins=origins)
    return found[0]
