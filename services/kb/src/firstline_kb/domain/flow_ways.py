"""That every way through a flow leads somewhere and ends, and that each step is on some way."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from firstline_chassis.policies.checking import Findings
from firstline_chassis.policies.contents import Where
from firstline_kb.domain import flow_graph

DEEPEST = 25
"""Steps that one walk may be shown, its end included: who has answered more has given up before."""


class Leads(NamedTuple):
    """The name of a step after `next` or `helped`, and where it stands."""

    where: Where
    to: str


Ways = Mapping[str, Sequence[Leads]]
"""Where each step leads."""


def check(
    found: Findings, steps: Mapping[str, Any], ways: Ways, start: Any, sound: Collection[str]
) -> None:
    """Every fault of the ways between these steps.

    What only follows from a step that is not `sound`, whose ways nobody knows, is no fault.
    """
    every = [one for several in ways.values() for one in several]
    for one in every:
        if one.to not in steps:
            found.note(one.where, f"there is no step {one.to!r}", _named(steps))
        elif one.to in sound and one.where[-1] == "helped" and not _solves(steps[one.to]):
            told = f"{one.to} is no end that says solved"
            found.note(one.where, told, "name an end: {end: solved, text: {…}}")
    graph = {step: [one.to for one in several if one.to in steps] for step, several in ways.items()}
    if isinstance(start, str) and start in steps:
        _start(found, steps, start)
        if len(sound) == len(steps):
            _unreached(found, graph, start)
        _loops(found, graph, ways, start)
    elif start is not None:
        found.note(("start",), f"there is no step {start!r}", _named(steps))


def _start(found: Findings, steps: Mapping[str, Any], start: str) -> None:
    if isinstance(steps[start], dict) and "end" in steps[start]:
        found.note(("start",), f"{start} is an end", "begin with a question or an instruction")


def _unreached(found: Findings, graph: flow_graph.Graph, start: str) -> None:
    reached = set(flow_graph.reached(graph, start))
    for step in graph:
        if step not in reached:
            told = f"nobody ever reaches {step}"
            found.note(("steps", step), told, "let a step lead to it, or remove it")


def _loops(found: Findings, graph: flow_graph.Graph, ways: Ways, start: str) -> None:
    loops = list(flow_graph.loops(graph, start))
    for loop in loops:
        closing, to = loop.back
        where = next(one.where for one in ways[closing] if one.to == to)
        way = " → ".join([*loop.steps, to])
        found.note(where, f"it goes round in a loop: {way}", "lead to a later step, or to an end")
    longest = [] if loops else flow_graph.longest_way(graph, start)
    if len(longest) > DEEPEST:
        told = f"a way through it shows {len(longest)} steps; {DEEPEST} may be"
        remedy = f"shorten it: {' → '.join(longest[:3])} → … → {longest[-1]}"
        found.note(("steps", longest[DEEPEST]), told, remedy)


def _solves(step: Any) -> bool:
    return isinstance(step, dict) and step.get("end") == "solved"


def _named(steps: Mapping[str, Any]) -> str:
    known = ", ".join(list(steps)[:10])
    return f"name one of {known}{', …' if len(steps) > 10 else ''}, or add the step"
