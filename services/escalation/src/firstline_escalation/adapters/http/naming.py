"""Which case a request names."""

from typing import Annotated

from fastapi import Path, Query

from firstline_chassis.problems import Problem
from firstline_chassis.store import Transaction
from firstline_escalation.domain.case import Case
from firstline_escalation.read_models import heard
from firstline_events.message import Identifier

Named = Annotated[Identifier, Path(description="the ticket's id, number or reference")]
Origin = Annotated[Identifier | None, Query(description="settles a shared reference")]


def find_case(tx: Transaction, name: str, origin: str | None) -> Case:
    """Raises Problem: 404 for none, 409 where several desks use the reference."""
    found = heard.find(tx, name, origin)
    if len(found) > 1:
        origins = sorted(one or "" for _, one in found)
        title = "Several desks use this reference"
        raise Problem(409, "ambiguous-reference", title, "Add ?origin=…", origins=origins)
    ticket = found[0][0] if found else None
    case = heard.load_cases(tx, [ticket])[ticket] if ticket else None
    if case is None or not case.exists:
        detail = f"Nothing is named {name}, or escalation has not heard of it yet."
        raise Problem(404, "no-such-case", "There is no such case", detail)
    return case
