"""`firstline flow walk`: a flow walked at a terminal, or by answers given beforehand."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Annotated, Any

import typer

from firstline_chassis.asking import Answer, Refused
from firstline_console.acting import Actor, As, agent_or_requester
from firstline_console.boundary import UserError
from firstline_console.flow.guide import Guide
from firstline_console.flow.listing import Lang
from firstline_console.flow.telling import begin_another, over, tell_end, tell_step, tell_title
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.options import AsJson, By
from firstline_console.ticket.printing import as_text, plain

BACK, GIVE_UP = "b", "q"
_OVERTAKEN = ("stale-step", "walk-ended", "nothing-to-take-back")
Name = Annotated[str | None, typer.Argument(help="The flow's name.")]
ForTicket = Annotated[
    str | None, typer.Option("--ticket", help="The ticket that it is walked for: id or number.")
]
ForDraft = Annotated[str | None, typer.Option("--draft", help="The draft of a ticket.")]
GoOn = Annotated[str | None, typer.Option("--walk", help="Go on with this walk, by its id.")]
Answers = Annotated[
    list[str] | None,
    typer.Option("--answer", help="A name or number, b, or q; given again for each step."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print the walk's id alone.")]


def walk(
    name: Name = None,
    ticket: ForTicket = None,
    draft: ForDraft = None,
    lang: Lang = None,
    walk_id: GoOn = None,
    answer: Answers = None,
    as_agent: As = None,
    requester: By = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Walk a flow: answer by number, b = back, q = give up. Without a terminal, by --answer."""
    who = agent_or_requester(as_agent, requester)
    _one_of(name, walk_id)
    if walk_id:
        found = Guide().walk(walk_id)
    else:
        about = {"ticket": Desk().id_of(ticket) if ticket else None, "draft": draft}
        found = Guide().begin(who, str(name), language=lang, **about)
    found = _Walker(who, found, silent=quiet or as_json, typing=not answer).walk(
        iter(answer) if answer else _typed()
    )
    if as_json:
        typer.echo(as_text(found))
    elif quiet:
        typer.echo(found["id"])


class _Walker:
    """Somebody who walks, and what they see; one who is `typing` may slip, and is asked again."""

    def __init__(self, who: Actor, walk: Answer, *, silent: bool, typing: bool):
        self._who, self._walk, self._silent, self._typing = who, walk, silent, typing

    def walk(self, words: Iterator[str]) -> Answer:
        """To an end, or as far as there are words. Raises UserError for one that says nothing."""
        self._tell(tell_title)
        while self._walk["outcome"] is None:
            self._tell(tell_step)
            word = next(words, None)
            if word is None:
                break
            self._try(word.strip())
        self._tell(partial(tell_end, who=self._who))
        if not self._typing and self._walk["outcome"] is not None:
            self._refuse(next(words, None))
        return self._walk

    def _refuse(self, word: str | None) -> None:
        """A script must not take for said what nobody has heard. Raises UserError."""
        if word is not None:
            told = f"nothing takes the answer {plain(word)[:80]}."
            raise UserError(f"{over(self._walk)}: {told}", begin_another(self._walk, self._who))

    def _try(self, word: str) -> None:
        try:
            self._say(word)
        except UserError as slip:
            if not self._typing:
                told = f"{slip} The walk goes on: --walk {self._walk['id']}"
                raise UserError(told, slip.remedy) from None
            typer.echo(f"{slip}\n  what to do: {slip.remedy}", err=True)

    def _say(self, word: str) -> None:
        shown = self._walk["shown"]
        if word not in (BACK, GIVE_UP):
            answer = _answer_of(shown, word)
            return self._act("answer", step=shown["step"], answer=answer)
        return self._act("back" if word == BACK else "give-up", step=shown["step"])

    def _act(self, way: str, **said: Any) -> None:
        try:
            self._walk = Guide().act(self._who, self._walk["id"], way, **said)
        except Refused as refusal:
            if not self._typing or refusal.code not in _OVERTAKEN:
                raise
            typer.echo(str(refusal), err=True)
            self._walk = Guide().walk(self._walk["id"])

    def _tell(self, how: Any) -> None:
        if not self._silent:
            how(self._walk)


def _answer_of(shown: dict[str, Any], word: str) -> str:
    """The name of the answer that a number or a name means. Raises UserError."""
    names: Sequence[str] = [one["answer"] for one in shown["answers"]]
    if word.isascii() and word.isdecimal() and 1 <= int(word[:9]) <= len(names):
        return names[int(word[:9]) - 1]
    if word in names:
        return word
    remedy = f"say 1 to {len(names)} or one of {', '.join(names)}; b = back, q = give up."
    raise UserError(f"{shown['step']} has no answer {word[:80] or 'of no words'}.", remedy)


def _typed() -> Iterator[str]:
    """What a person types, line by line."""
    while line := sys.stdin.readline():
        yield line


def _one_of(name: str | None, walk_id: str | None) -> None:
    if bool(name) == bool(walk_id):
        told = "which walk? Name a flow to begin, or a walk to go on with."
        raise UserError(told, "firstline flow walk scanner-reads-nothing, or --walk with its id.")
