"""A timeline as a person reads it, or as JSON."""

from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from firstline_console.ticket.desk import is_id
from firstline_console.ticket.printing import plain
from firstline_console.ticket.timeline.gathering import Told
from firstline_console.ticket.timeline.numbers import AS_IDS, Numbers
from firstline_console.ticket.timeline.wording import sentence

FIXED: dict[str, Any] = {"no_wrap": True}
WIDE: dict[str, Any] = {"overflow": "fold", "ratio": 1}


def as_entry(told: Told, numbers: Numbers = AS_IDS) -> dict[str, Any]:
    """One event: when, who, what and why in words, where it stands, and the event itself."""
    one = told.envelope
    says, why = sentence(told.topic, one)
    return {
        "at": _instant(one.effectivetime),
        "recorded_at": _instant(one.recordedtime),
        "who": who(told),
        "what": numbers.put_into(says),
        "why": why,
        "service": told.service,
        "topic": told.topic,
        "sequence": one.position,
        "type": one.type,
        "reported": told.reported,
        "event": told.raw,
    }


def as_table(events: list[Told], title: str, numbers: Numbers = AS_IDS) -> Table:
    """One event per row; its reasons stand below it, and where it stands in the topics beside."""
    table = Table(title=Text(plain(title)), title_justify="left", box=None, pad_edge=False)
    for name, options in (("at (UTC)", FIXED), ("what happened, and why", WIDE), ("event", FIXED)):
        table.add_column(name, **options)
    days = {told.envelope.effectivetime.date() for told in events}
    form = "%H:%M:%S" if len(days) == 1 else "%Y-%m-%d %H:%M:%S"
    for told in events:
        at = told.envelope.effectivetime.strftime(form)
        table.add_row(
            at, _what(told, numbers), Text(f"{told.topic} {told.envelope.position}", style="dim")
        )
    return table


def who(told: Told) -> str:
    """The actor's name; a service that acts by itself has its own.

    Whoever rates by a link has no name there but an id, which tells a person nothing.
    """
    one = told.envelope
    if one.actorkind == "requester" and is_id(one.actorid):
        return "the requester"
    return f"{one.actorid} for {one.onbehalfof}" if one.onbehalfof else one.actorid


def _what(told: Told, numbers: Numbers) -> Group:
    says, why = sentence(told.topic, told.envelope)
    lines = [Text.assemble((plain(who(told)), "bold"), " ", plain(numbers.put_into(says)))]
    if why:
        lines.append(Text(plain(f"  {why}"), style="dim"))
    return Group(*lines)


def _instant(moment: Any) -> str:
    return str(moment.isoformat()).replace("+00:00", "Z")
