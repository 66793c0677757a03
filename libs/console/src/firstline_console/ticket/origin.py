"""What a ticket comes from, a draft or a walk at kb: looked at before the ticket is opened."""

from typing import Any
from uuid import UUID

from firstline_chassis.asking import CannotTell, Refused
from firstline_console.boundary import UserError
from firstline_console.service_http import service
from firstline_console.ticket.desk import Desk

_SECONDS = 5.0
"""How long kb may take: the ticket matters more than what it comes from."""
_BEGIN = {
    "draft": 'begin one: `firstline draft begin "…"`',
    "walk": "begin one: `firstline flow walk NAME --requester …`",
}


def origins(*, again: bool, **named: UUID | None) -> dict[str, str]:
    """The draft and the walk that were named, as an opening says them.

    Raises UserError for one that kb would not bring along; it says nothing of it later.
    `again`: it may be this very ticket that has it, since the same command was sent before.
    """
    came = {kind: str(origin) for kind, origin in named.items() if origin is not None}
    for kind, origin in came.items():
        found = _asked(kind, origin)
        if found and found.get("ticket") and not again:
            raise _taken(kind, found["ticket"])
    return came


def _asked(kind: str, origin: str) -> dict[str, Any] | None:
    """None where kb can't tell: no ticket fails for that. Raises UserError for an unknown id."""
    try:
        return service("kb")._replace(seconds=_SECONDS).get(f"/v1/{kind}s/{origin}")
    except Refused as refusal:
        if refusal.code != f"no-such-{kind}":
            return None
        told = f"there is no {kind} {origin}."
        raise UserError(told, f"{_BEGIN[kind]}; or open the ticket without --{kind}.") from None
    except CannotTell:
        return None


def _taken(kind: str, ticket: str) -> UserError:
    number = Desk().number_of(ticket)
    told = f"the {kind} belongs to {number} already, and to one ticket alone."
    remedy = f"write to it: `firstline ticket reply {number} …`; or open another without --{kind}."
    return UserError(told, remedy)
