"""The events of walks through guided flows in words."""

from collections.abc import Callable
from typing import Any

from firstline_console.flow.words import outcome_of, version_of, way_of
from firstline_events import walks as w
from firstline_events.message import Message


def _ended(event: w.FlowEnded) -> str:
    told = outcome_of(event.outcome.value, event.place, by_silence=event.by_silence)
    return f"ended the walk through {version_of(event.flow, event.version)}: {told}"


def _attached(event: w.FlowAttached) -> str:
    walked = version_of(event.flow, event.version)
    if event.outcome is None:
        return f"walks {walked} for this ticket"
    told = outcome_of(event.outcome.value, len(event.path) + 1)
    return f"took the way through {walked} along: {told}"


def _way(path: tuple[w.AnsweredStep, ...]) -> str | None:
    return way_of(one.model_dump() for one in path) or None


WALK_SAYS: dict[type[Message], Callable[[Any], str]] = {
    w.FlowStarted: lambda m: f"began to walk {version_of(m.flow, m.version)}",
    w.FlowEnded: _ended,
    w.FlowAttached: _attached,
}
WALK_WHY: dict[type[Message], Callable[[Any], str | None]] = {
    w.FlowEnded: lambda m: _way(m.path) if m.ticket else None,
    w.FlowAttached: lambda m: _way(m.path),
}
