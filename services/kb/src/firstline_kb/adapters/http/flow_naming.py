"""Which flow, walk or ticket a request names, and what of them is asked of the store."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from firstline_chassis.policies.refusals import NoSuchPolicy
from firstline_chassis.problems import Problem
from firstline_chassis.store import Transaction
from firstline_events.message import Slug
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.domain.flow import Flow
from firstline_kb.domain.walk import Walk
from firstline_kb.read_models import tickets, walk_rows

FlowName = Annotated[Slug, Path(description="the flow's own name")]
WalkId = Annotated[UUID, Path(description="the walk's id")]


def flow_named(tx: Transaction, flows: Flows, name: str, number: int | None = None) -> Flow:
    """What counts, or that version. Raises Problem: 404 for none."""
    try:
        current = flows.current(tx, name)
    except NoSuchPolicy:
        detail = f"No flow is called {name}; GET /v1/flows lists what there is."
        raise Problem(404, "no-such-flow", "There is no such flow", detail) from None
    if number is None or number == current.version:
        return current
    if number > current.version:
        told = f"The last version of {name} is {current.version}."
        raise Problem(404, "no-such-version", f"There is no version {number}", told)
    return flows.version(tx, name, number)


def ticket_named(tx: Transaction, name: str) -> UUID | None:
    """The ticket of this id, be it known here or not; or of this number, if it is live."""
    try:
        return UUID(name)
    except ValueError:
        found = tickets.find(tx, name)
        return found.id if found else None


def walk_named(tx: Transaction, walk: UUID) -> Walk:
    """Raises Problem: 404 for none."""
    if not walk_rows.is_walk(tx, walk):
        detail = f"No walk has the id {walk}; POST /v1/flows/{{name}}/walks begins one."
        raise Problem(404, "no-such-walk", "There is no such walk", detail)
    return tx.aggregates(Walk, [walk])[walk]
