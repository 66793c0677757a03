"""The texts of a flow, each in every language that the flow claims."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from firstline_chassis.policies.checking import Findings
from firstline_chassis.policies.contents import Where
from firstline_events.vocabulary import Language

_NAMES = {"en": "English", "it": "Italian", "es": "Spanish", "el": "Greek"}
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
_UNSEEN_IN_LINES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class Kind(NamedTuple):
    """What a text is, and how long it may be; one that has lines may have several."""

    what: str
    longest: int
    has_lines: bool = False


TITLE = Kind("title", 200)
SUMMARY = Kind("summary", 500, True)
TOLD = Kind("text", 200)
"""What a step asks or tells: one line, for it stands in the path. A step's own word says what."""
DETAILS = Kind("details", 2_000, True)
LABEL = Kind("label", 80)


def languages(found: Findings, value: Any, where: Where) -> Sequence[str]:
    """Those that the flow claims; every one that we know where it says none that can be used."""
    named = [(at, _language(found, one, at)) for at, one in found.items(value, where, least=1)]
    found.unique(named, "language")
    known = list(dict.fromkeys(word for _, word in named if word))
    return known or [one.value for one in Language]


def check(found: Findings, value: Any, where: Where, kind: Kind, claimed: Sequence[str]) -> None:
    """Every fault of one text: a language too few or too many, nothing said, too much said."""
    if not isinstance(value, dict):
        example = ", ".join(f"{one}: …" for one in claimed)
        found.note(where, f"the {kind.what} says no language", f"write {{{example}}}")
        return
    for language in claimed:
        if language not in value:
            told = f"the {kind.what} is missing in {_named(language)}"
            found.note(where, told, f"add {language}: …, or remove it from languages")
    for language, text in value.items():
        if language not in claimed:
            told = f"{_named(language)} is none of the flow's languages"
            found.note((*where, language), told, f"remove it, or add {language} to languages")
        elif wrong := _why_no_text(text, kind):
            found.note((*where, language), *wrong)


def unlike(found: Findings, labels: Iterable[tuple[Where, Any]]) -> None:
    """No label twice in one language: nobody could tell the answers apart."""
    seen: set[tuple[str, str]] = set()
    for where, label in labels:
        for language, text in label.items() if isinstance(label, dict) else ():
            key = language, " ".join(str(text).casefold().split())
            if key in seen:
                told = f"another answer is called {text!r} in {_named(language)}"
                found.note((*where, language), told, "say what tells the two apart")
            seen.add(key)


def _named(language: Any) -> str:
    """`Italian (it)`: a language's short name alone can be taken for a word."""
    return f"{_NAMES[language]} ({language})" if language in _NAMES else str(language)


def _language(found: Findings, value: Any, where: Where) -> str | None:
    return found.one_of(value, where, [one.value for one in Language])


def _why_no_text(text: Any, kind: Kind) -> tuple[str, str] | None:
    if not isinstance(text, str) or not text.strip():
        return f"the {kind.what} says nothing", "write a text, in quotes if need be"
    if len(text) > kind.longest:
        told = f"the {kind.what} has {len(text)} characters; {kind.longest} may be"
        return told, "say it shorter; details and articles have more room"
    unseen = _UNSEEN_IN_LINES if kind.has_lines else _UNSEEN
    if unseen.search(text):
        lines = "line breaks and other " if not kind.has_lines else ""
        return f"the {kind.what} has {lines}signs that nobody sees", "write it in plain signs"
    return None
