"""What a command says when it has done its work."""

import json
from collections.abc import Mapping
from typing import Any

import typer


def say(answer: Mapping[str, Any], done: str, as_json: bool) -> None:
    """The service's answer for a program; what was done, in a sentence, for a person."""
    typer.echo(as_text(answer) if as_json else plain(done))


def place_of(case: Mapping[str, Any]) -> str:
    """Where a case is, as part of a sentence."""
    return f"in queue {case['queue'] or 'none'} of line {case['line'] or 'unknown'}"


def moment(text: str) -> str:
    """An instant to the second, in UTC as the services tell it."""
    return text[:19].replace("T", " ")


def as_text(answer: Any) -> str:
    return json.dumps(answer, indent=2, ensure_ascii=False)


def plain(text: str) -> str:
    """A stranger's words without what a terminal would obey; lines and tabs stay."""
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "\ufffd" for sign in text)
