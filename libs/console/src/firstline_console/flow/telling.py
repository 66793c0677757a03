"""What a walker reads: the flow, each step with its answers, and how it ended."""

import shlex
from collections.abc import Mapping
from typing import Any

import typer

from firstline_console.acting import Actor
from firstline_console.flow.words import outcome_of, version_of
from firstline_console.ticket.printing import plain

Walk = Mapping[str, Any]


def tell_title(walk: Walk) -> None:
    label = version_of(walk["flow"], walk["flow_version"])
    _say(f"{walk['title']} ({label}, {walk['language']})")


def tell_step(walk: Walk) -> None:
    """The step that is shown, with its answers by number."""
    shown = walk["shown"]
    _say(f"\n{walk['place']}. {shown['text']}")
    _details(shown)
    for number, answer in enumerate(shown["answers"], start=1):
        _say(f"   {number}  {answer['label']}")
    back = ", b = back" if walk["path"] else ""
    _say(f"   1 to {len(shown['answers'])}{back}, q = give up")


def tell_end(walk: Walk, who: Actor) -> None:
    """How it ended, and what to do next; of a walk that goes on, how who acts goes on."""
    shown, ended = walk["shown"], walk["outcome"]
    if ended in ("solved", "not_solved"):
        _say(f"\n{shown['text']}")
        _details(shown)
        if article := shown["article"]:
            _say(f"   read {article['number']}: {article['title']}")
    _say(f"\nWalk {walk['id']}: {_outcome(walk)}.")
    if ended is None:
        _say(f"Go on: firstline flow walk --walk {walk['id']} {_by(who)}")
    elif ended != "solved" and not walk["ticket"]:
        _say(f"Open a ticket that takes it along: firstline ticket open … --walk {walk['id']}")


def over(walk: Walk) -> str:
    """That it has ended, and how."""
    return f"the walk {walk['id']} is over, {_outcome(walk)}"


def begin_another(walk: Walk, who: Actor) -> str:
    """The command for whoever wants to walk the flow once more."""
    return f"begin another one: `firstline flow walk {walk['flow']} {_by(who)}`."


def _outcome(walk: Walk) -> str:
    return outcome_of(walk["outcome"], walk["place"], by_silence=walk["by_silence"])


def _by(who: Actor) -> str:
    option = "--requester" if who.kind == "requester" else "--as"
    return f"{option} {shlex.quote(who.id)}"


def _details(shown: Mapping[str, Any]) -> None:
    for line in shown["details"].splitlines():
        _say(f"   {line}")


def _say(text: str) -> None:
    typer.echo(plain(text))
