"""A service's no, as a person at a terminal reads it: what is wrong, and what to do."""

import re
from collections.abc import Mapping

from firstline_chassis.asking import Refused

_NAMES = "give its id, its number such as FL-000123, or the foreign desk's own reference."
_LINK = "give the link that `firstline ticket rating-link` prints, or its token, whole."
_REMEDIES = {
    413: "say it in fewer words, or in several messages.",
    503: "send it again in a moment; `firstline status` shows how the services are.",
}
_ADVISES = re.compile(r"[.;] \S")
"""The services say what is wrong, and after a stop what to do."""


def told(refusal: Refused, ticket: str = "", remedies: Mapping[int, str] | None = None) -> Refused:
    """The same for a person; with a remedy of ours only where the service's reason holds none.

    `remedies` by status, for what is no ticket.
    """
    ours = _remedy(refusal, ticket) if remedies is None else remedies.get(refusal.status)
    remedy = refusal.problem.get("remedy") or ours or ""
    return Refused(_message(refusal), str(remedy), refusal.status, refusal.problem)


def _remedy(refusal: Refused, ticket: str) -> str:
    if refusal.code == "no-such-link":
        return _LINK
    if refusal.status == 404:
        return _NAMES
    if refusal.status in _REMEDIES:
        return _REMEDIES[refusal.status]
    if _ADVISES.search(str(refusal.problem.get("detail", ""))):
        return ""
    return f"look at it as it stands now: `firstline ticket show {ticket}`." if ticket else ""


def _message(refusal: Refused) -> str:
    """The fields that are wrong as options, without where in the request they stood."""
    wrong = refusal.problem.get("errors")
    if not isinstance(wrong, list) or not all(isinstance(one, dict) for one in wrong):
        return str(refusal)
    fields = (f"{_field(one.get('pointer', ''))}: {one.get('reason')}" for one in wrong)
    return f"{str(refusal).partition(':')[0]}: {'; '.join(fields)}"


def _field(pointer: str) -> str:
    name = str(pointer).removeprefix("/body").removeprefix("/query").strip("/")
    return name.replace("_", "-") or "the request"
