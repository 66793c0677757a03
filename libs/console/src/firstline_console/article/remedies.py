"""What to do about each no of the knowledge base, with the article and language in it."""

from collections.abc import Mapping
from typing import Any

from firstline_chassis.asking import Refused

_SHOW = "look at it: `firstline article show {name}{language} --latest`."
_REVIEW = "have it reviewed first: `firstline article review {name}{language} --as …`."
_EDIT = "write its next version: `firstline article edit {name} FILE{language} --as …`."
_REMEDIES = {
    "no-such-article": "`firstline article list` lists them; `firstline kb search` finds them by"
    " what they say.",
    "not-for-requesters": "an agent does it: --as nora.",
    "slug-taken": "another short name: --slug …; or edit the one that has it:"
    " `firstline article show {slug}`.",
    "language-missing": "write it:"
    " `firstline article edit {name} FILE{language} --title … --as …`.",
    "version-missing": "`firstline article show {name}{language} --latest` says which is the"
    " latest; versions count from 1.",
    "not-the-latest": "read the latest: `firstline article show {name}{language} --latest`.",
    "no-draft": _EDIT,
    "reviewed-by-its-editor": "somebody else: `firstline article review {name}{language} --as …`,"
    " or `firstline article send-back {name} …{language} --as …`.",
    "not-reviewed": _EDIT,
    "text-unchanged": "change the file first; `firstline article show {name}{language} --latest"
    " --markdown` prints what stands.",
    "nothing-to-retire": "nothing, or an edit that is published:"
    " `firstline article edit {name} FILE{language} --as …`.",
    "replacement-missing": "add --replaced-by KB-000031, or --reason with the reason in quotes.",
    "replacement-not-public": "publish that one first, or name another: `firstline article list`.",
    "no-such-replacement": "`firstline article list` lists what there is.",
    "unchanged": "nothing, it is so: `firstline article show {name}`.",
    "linked-already": "nothing, it is so: `firstline article show {name}`.",
    "not-linked": "`firstline article list --ticket …` lists what is linked to a ticket.",
    "text-blank": "say something there: an article has a title and a text.",
    "stale-etag": "read it (`firstline article show {name} --latest`), and put your change into"
    " that; then --seen with its version.",
}
_DRAFTS = {
    "draft-over": 'begin another one: `firstline draft begin "…"`; or open a ticket:'
    ' `firstline ticket open "…"`.',
    "draft-too-often": 'begin another one: `firstline draft begin "…"`.',
    "no-such-answer": "`firstline kb search` finds articles that the public can read.",
    "no-such-draft": 'give the id that `firstline draft begin "…"` prints.',
}


def of_article(refusal: Refused, name: str, said: Mapping[str, Any]) -> str | None:
    """The remedy for what was asked of the article; None where this code has none of its own."""
    form = _REMEDIES.get(refusal.code)
    if refusal.code == "not-reviewed" and refusal.problem.get("state") == "draft":
        form = _REVIEW
    if form is None and refusal.status == 409:
        form = _SHOW
    if form is None or (not name and "{name}" in form):
        return None
    language = f" --language {said['language']}" if said.get("language") else ""
    return form.format(name=name, language=language, slug=said.get("slug") or "that-name")


def of_draft(refusal: Refused) -> str | None:
    """The remedy for what was asked of a draft of a ticket."""
    if refusal.code == "draft-over" and (ticket := refusal.problem.get("ticket")):
        return f"write to the ticket: `firstline ticket reply {ticket} …`."
    return _DRAFTS.get(refusal.code)
