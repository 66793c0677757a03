"""A flow as a graph of steps: whether every way through it ends, and how long the longest is."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

Graph = Mapping[str, Sequence[str]]
"""Each step with those that may follow it; all of them are steps of the graph."""
MOST_LOOPS = 10


class Loop(NamedTuple):
    """Steps that lead back to the first of them: `a`, `b`, `c` stands for a → b → c → a."""

    steps: tuple[str, ...]

    @property
    def back(self) -> tuple[str, str]:
        """From which step to which it closes."""
        return self.steps[-1], self.steps[0]


def reached(graph: Graph, start: str) -> list[str]:
    """Every step that some way leads to, the nearest first."""
    seen = {start: None}
    for step in (queue := [start]):
        fresh = [one for one in graph[step] if one not in seen]
        seen |= dict.fromkeys(fresh)
        queue += dict.fromkeys(fresh)
    return list(seen)


def loops(graph: Graph, start: str) -> Iterator[Loop]:
    """Loops, each closed by another step, until without these there were none; ten at most."""
    order = {step: place for place, step in enumerate(reached(graph, start))}
    left = {step: list(following) for step, following in graph.items()}
    for _ in range(MOST_LOOPS):
        loop = _a_loop(left, order)
        if loop is None:
            return
        yield loop
        closing, to = loop.back
        left[closing] = [one for one in left[closing] if one != to]


def longest_way(graph: Graph, start: str) -> list[str]:
    """The way from the start that shows most steps. Raises graphlib.CycleError for a loop."""
    best: dict[str, list[str]] = {}
    for step in _sorter(graph).static_order():
        rest = max((best[one] for one in graph[step]), key=len, default=[])
        best[step] = [step, *rest]
    return best[start]


def _a_loop(graph: Graph, order: Mapping[str, int]) -> Loop | None:
    try:
        _sorter(graph).prepare()
    except CycleError as error:
        around: list[str] = error.args[1][:0:-1]
        first = min(around, key=lambda step: order.get(step, len(order)))
        place = around.index(first)
        return Loop((*around[place:], *around[:place]))
    return None


def _sorter(graph: Graph) -> TopologicalSorter[str]:
    """What follows a step counts as its predecessor: ends come first."""
    return TopologicalSorter(graph)
