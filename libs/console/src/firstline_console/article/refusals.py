"""A no of the knowledge base, as a person at a terminal reads it."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from firstline_chassis.asking import Refused
from firstline_console.article import remedies
from firstline_console.ticket import refusals

_REMEDIES = {
    404: "give its id, its number such as KB-000012, or its short name; `firstline article list`.",
    413: "say it in fewer words, or in two articles.",
    422: "mend that and send it again; `firstline article --help` lists the commands.",
    503: "send it again in a moment; `firstline status` shows how the services are.",
}


def told(refusal: Refused, name: str = "", said: Mapping[str, Any] | None = None) -> Refused:
    """The same with a remedy; who came too late also reads what the others changed.

    `name` is the article, and `said` what was asked of it.
    """
    found = _with(refusal, remedies.of_article(refusal, name, said or {}))
    if refusal.status != HTTPStatus.PRECONDITION_FAILED:
        return found
    words = "\n".join([str(found), *_changes(refusal.problem.get("changes") or [])])
    difference = refusal.problem.get("difference") or {}
    lines = [f"    {line}" for line in difference.get("body", [])]
    return Refused("\n".join([words, *lines]), found.remedy, found.status, found.problem)


def of_draft(refusal: Refused) -> Refused:
    """The same with a remedy for somebody who writes, and has no ticket yet."""
    return _with(refusal, remedies.of_draft(refusal))


def _with(refusal: Refused, remedy: str | None) -> Refused:
    ours = {refusal.status: remedy} if remedy else {}
    return refusals.told(refusal, remedies={**_REMEDIES, **ours})


def _changes(changes: list[dict[str, Any]]) -> Iterator[str]:
    for one in changes:
        note = f" ({one['text']})" if one["text"] else ""
        yield f"  {one['actor']}: {one['words']}{note}"
