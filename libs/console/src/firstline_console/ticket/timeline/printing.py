"""A timeline as a person reads it, or as JSON."""

from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from firstline_console.ticket.printing import plain
from firstline_console.ticket.timeline.gathering import Told
from firstline_console.ticket.timeline.wording import sentence


def as_entry(told: Told) -> dict[str, Any]:
    """One event: when, who, what and why in words, where it stands, and the event itself."""
    one = told.envelope
    says, why = sentence(told.topic, one)
    return {
        "at": _instant(one.effectivetime),
        "recorded_at": _instant(one.recordedtime),
        "who": who(told),
        "what": says,
        "why": why,
        "service": told.service,
        "topic": told.topic,
        "sequence": one.position,
        "type": one.type,
        "reported": told.reported,
        "event": told.raw,
    }


def as_table(events: list[Told], title: str) -> Table:
    """Five columns; reasons stand below what they explain."""
    table = Table(title=Text(plain(title)), title_justify="left", box=None, pad_edge=False)
    table.add_column("at (UTC)", no_wrap=True)
    table.add_column("who", overflow="fold")
    table.add_column("what happened, and why", overflow="fold", ratio=1)
    table.add_column("event", no_wrap=True)
    for told in events:
        at = f"{told.envelope.effectivetime:%m-%d %H:%M:%S}"
        place = f"{told.topic} {told.envelope.position}"
        table.add_row(at, Text(plain(who(told))), _what(told), Text(place, style="dim"))
    return table


def who(told: Told) -> str:
    """The actor's name; a service that acts by itself has its own."""
    one = told.envelope
    return f"{one.actorid} for {one.onbehalfof}" if one.onbehalfof else one.actorid


def _what(told: Told) -> Group:
    says, why = sentence(told.topic, told.envelope)
    lines = [Text(plain(says))]
    if why:
        lines.append(Text(plain(f"  {why}"), style="dim"))
    return Group(*lines)


def _instant(moment: Any) -> str:
    return str(moment.isoformat()).replace("+00:00", "Z")
