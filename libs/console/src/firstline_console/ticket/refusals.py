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
_ARTICLES = "`firstline kb search` finds articles; `firstline article list` lists them."
_ADVISES = re.compile(r"[.;] \S")
"""The services say what is wrong, and after a stop what to do."""

_SPEECH = (
    (re.compile(r"; GET /v1/\w+ lists what there is\."), "."),
    (re.compile(r'Its ETag is (?:W/)?"(\d+)"; read it again\.'), r"by now it is at version \1."),
)
_WRITTEN = re.compile(r"`(replaced_by|reason)`")
"""Fields of requests that are options of commands."""
_SHAPES = (
    ("must be a valid datetime", "is no moment, such as 2027-01-31T09:30:00+01:00"),
    ("must be a valid date", "is no day, such as 2027-01-31"),
    ("must be a valid UUID", "is no id, such as 7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10"),
)


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
    if refusal.code == "no-such-article":
        return _ARTICLES
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
        return in_words(str(refusal))
    fields = (f"{_field(one.get('pointer', ''))}: {_reason(one)}" for one in wrong)
    return f"{str(refusal).partition(':')[0]}: {'; '.join(fields)}"


def in_words(told: str) -> str:
    """The same without addresses, headers and fields, which a person at a terminal never types."""
    for speech, words in _SPEECH:
        told = speech.sub(words, told)
    return _WRITTEN.sub(lambda field: f"--{field[1].replace('_', '-')}", told)


def _reason(wrong: Mapping[str, object]) -> str:
    said = str(wrong.get("reason"))
    return next((words for start, words in _SHAPES if said.startswith(start)), said)


def _field(pointer: str) -> str:
    name = str(pointer).removeprefix("/body").removeprefix("/query").strip("/")
    return name.replace("_", "-") or "the request"
