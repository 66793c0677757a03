"""What `firstline why` asks of intake and of triage."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

from firstline_chassis.asking import CannotTell, Refused, Service, listening


def ticket_named(name: str) -> str:
    """The id of a ticket: as given, or as intake knows its number or reference."""
    try:
        return str(UUID(name))
    except ValueError:
        pass
    intake = listening("intake", 1)
    found = _get(intake, f"/v1/tickets/{quote(name, safe='')}", "id")
    if found is None:
        remedy = "give its id, its number such as FL-000123, or the foreign desk's own reference."
        raise CannotTell(f"intake knows no ticket {name}.", remedy)
    return str(found["id"])


def assessment_of(ticket: str, name: str) -> dict[str, Any]:
    """What triage says of the ticket that the person calls `name`."""
    found = _get(listening("triage", 2), f"/v1/assessments/{ticket}", "why")
    if found is None:
        remedy = "check the id; a ticket that has just come in is answered within a second."
        raise CannotTell(f"triage has said nothing about ticket {name} yet.", remedy)
    return found


def _get(service: Service, path: str, field: str) -> dict[str, Any] | None:
    """The JSON object, which has that field; None where the service says that there is none."""
    try:
        found = service.get(path)
    except Refused as refusal:
        if refusal.status == HTTPStatus.NOT_FOUND:
            return None
        raise
    if field not in found:
        raise service.stranger(service.address + path)
    return found
