"""Playing the live story on the running suite: each act waits until its events are published."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

from rich.console import Console

from firstline_console.boundary import UserError
from firstline_console.demo.live_story import BEGINNING, STORY, open_ticket
from firstline_console.demo.self_service import (
    FORGOTTEN,
    Answered,
    Help,
    KbHelp,
    answered_without_a_ticket,
)
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.timeline.gathering import PATHS, Gathered, Told, gather
from firstline_console.ticket.timeline.numbers import AS_IDS, Numbers, numbers_of
from firstline_console.ticket.timeline.printing import as_entry, as_table
from firstline_events.message import Message

SECONDS = 60.0
"""How long the events of one act may take to be published, and to be read by reporting."""
PAUSE = 0.03
Say = Callable[[str], None]


class Played(NamedTuple):
    """The story's ticket, its events in order, who needed none, and how long it all took."""

    number: str
    events: list[Told]
    answered: Answered
    seconds: float
    numbers: Numbers = AS_IDS
    """What people call the articles and tickets that the events name."""

    def as_json(self) -> dict[str, Any]:
        """The story as `--json` prints it."""
        timeline = [as_entry(told) for told in self.events]
        return {
            "ticket": self.number,
            "seconds": round(self.seconds, 2),
            "answered_without_a_ticket": self.answered._asdict(),
            "timeline": timeline,
        }


def print_played(console: Console, played: Played) -> None:
    """Print who needed no ticket; of the other's: when, who, what and why, and on which topic."""
    article = f"{played.answered.article} “{played.answered.title}”"
    console.print(f"Without a ticket: “{FORGOTTEN}” was answered by {article}.", highlight=False)
    services = [name for name in PATHS if any(told.service == name for told in played.events)]
    told = f"{played.number} through {', '.join(services)} and reporting"
    title = f"One live story: {told}, in {played.seconds:.1f} s"
    console.print(as_table(played.events, title, played.numbers))


class StoryStoodStill(UserError):
    """An act had no consequences in time."""


class Look(Protocol):
    """How a ticket's events are seen."""

    def __call__(self, ticket: str, *, reporting: bool = True) -> Gathered: ...


class Stage(NamedTuple):
    """Who carries out the acts, how what came of them is seen, and how long that may take."""

    desk: Desk = Desk()
    helps: Help = KbHelp()
    look: Look = gather
    numbers: Callable[[list[Told], Desk], Numbers] = numbers_of
    seconds: float = SECONDS


def play(say: Say, stage: Stage = Stage()) -> Played:  # noqa: B008 - immutable
    """A new ticket's whole life. Raises StoryStoodStill, or what a service refuses."""
    began, desk = time.monotonic(), stage.desk
    say("bruno finds the article that answers him")
    answered = answered_without_a_ticket(stage.helps)
    say("ada walks a guided flow, and leaves it for a ticket")
    number = open_ticket(desk, stage.helps)
    ticket, expected = desk.id_of(number), Counter(types_of(BEGINNING))
    _wait(stage, ticket, expected, f"ada opens {number}")
    for step in STORY:
        say(step.says)
        step.act(desk, number)
        expected.update(types_of(step.makes))
        _wait(stage, ticket, expected, step.says)
    events, seconds = _reported(stage, ticket), time.monotonic() - began
    return Played(number, events, answered, seconds, stage.numbers(events, desk))


def types_of(kinds: Iterable[type[Message]]) -> list[str]:
    """The types under which these events travel."""
    return [kind.TYPE for kind in kinds]


def _wait(stage: Stage, ticket: str, wanted: Counter[str], act: str) -> None:
    missing = wanted

    def done() -> bool:
        nonlocal missing
        found = stage.look(ticket, reporting=False)
        _all_answer(found.silent)
        missing = wanted - Counter(told.envelope.type for told in found.events)
        return not missing

    if not _until(done, stage.seconds):
        raise _stood_still(f"“{act}”", f"nobody published {', '.join(missing)}", stage.seconds)


def _reported(stage: Stage, ticket: str) -> list[Told]:
    """All events, once reporting has each of them."""
    events: list[Told] = []

    def done() -> bool:
        nonlocal events
        found = stage.look(ticket)
        _all_answer(found.silent)
        events = found.events
        return all(told.reported is not False for told in events)

    if not _until(done, stage.seconds):
        late = {told.envelope.type for told in events if told.reported is False}
        what = f"reporting has not read {', '.join(sorted(late))}"
        raise _stood_still("its end", what, stage.seconds)
    return events


def _all_answer(silent: list[Any]) -> None:
    for error in silent:
        raise error


def _until(done: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def _stood_still(where: str, what: str, seconds: float) -> StoryStoodStill:
    return StoryStoodStill(
        f"the live story stood still at {where}: {what} within {seconds:.0f} s.",
        "`firstline status` shows which service is behind, `firstline logs NAME` why.",
    )
