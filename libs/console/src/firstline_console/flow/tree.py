"""A flow drawn as a tree; a step to which several ways lead is drawn where it comes first."""

from collections.abc import Mapping
from typing import Any

from rich.text import Text
from rich.tree import Tree

from firstline_console.flow.words import version_of
from firstline_console.ticket.printing import plain

_ENDS = {"solved": ("✓ solved", "green"), "not_solved": ("✗ not solved", "red")}
Steps = Mapping[str, Mapping[str, Any]]


def tree_of(flow: Mapping[str, Any]) -> Tree:
    """From the first step down to every end."""
    steps: Steps = {one["step"]: one for one in flow["steps"]}
    label = version_of(flow["name"], flow["version"])
    tree = Tree(Text.assemble((plain(flow["title"]), "bold"), f"  {label}, {flow['language']}"))
    _grow(tree.add(_said(steps[flow["start"]])), steps, flow["start"], {flow["start"]})
    return tree


def _grow(branch: Tree, steps: Steps, name: str, drawn: set[str]) -> None:
    for answer in steps[name]["answers"]:
        twig, following = branch.add(Text(plain(answer["label"]), style="cyan")), answer["next"]
        if following in drawn and steps[following]["answers"]:
            twig.add(Text(f"go on at {following}, above", style="dim"))
        else:
            drawn.add(following)
            _grow(twig.add(_said(steps[following])), steps, following, drawn)


def _said(step: Mapping[str, Any]) -> Text:
    text = Text.assemble((f"{step['step']}: ", "dim"), plain(step["text"]))
    if step["outcome"]:
        word, style = _ENDS[step["outcome"]]
        text = Text.assemble((f"{word}: ", style), text)
    if step["article"]:
        text.append(f" ({step['article']['number']})")
    return text
