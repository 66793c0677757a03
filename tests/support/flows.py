"""Guided flows in tests: one that is good, and any graph of steps."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from firstline_chassis.policies.contents import Content
from firstline_chassis.policies.yaml_files import read_text

NAME = "scanner-reads-nothing"
GOOD = """kind: flow
name: scanner-reads-nothing
category: hardware
tags: [scanner]
languages: [en, it]
title:
  en: The scanner reads nothing
  it: Lo scanner non legge
summary:
  en: From the lamp to the dock.
  it: Dalla lampada alla base.
start: lamp
steps:
  lamp:
    question: {en: Is the lamp on?, it: La lampada è accesa?}
    options:
      - {id: lit, label: {en: It is lit, it: È accesa}, next: clean}
      - {id: dark, label: {en: It is dark, it: È spenta}, next: dock}
  clean:
    instruction: {en: Clean the window., it: Pulire il vetro.}
    details: {en: With a soft cloth., it: Con un panno.}
    helped: clean-again
    next: dock
  dock:
    instruction: {en: Try another dock., it: Provare un'altra base.}
    helped: other-dock
    next: broken
  clean-again:
    end: solved
    text: {en: The window was dirty., it: Il vetro era sporco.}
    article: clean-the-scanner
  other-dock:
    end: solved
    text: {en: The dock is broken., it: La base è rotta.}
  broken:
    end: not_solved
    text: {en: Somebody has to look at it., it: Qualcuno deve guardarlo.}
"""


def flow(**changes: Any) -> Content:
    """The good one, changed at the top; what is None is left out."""
    content = {**deepcopy(read_text(GOOD, "flow.yaml").content), **changes}
    return {key: value for key, value in content.items() if value is not None}


def text(said: str = "x") -> dict[str, str]:
    return {"en": said}


def content_of(ways: dict[str, list[str]]) -> Content:
    """A flow of questions whose options lead there, from `s0`; a step that leads to none ends."""
    return {
        "kind": "flow",
        "name": "any",
        "category": "any",
        "languages": ["en"],
        "title": text(),
        "summary": text(),
        "start": "s0",
        "steps": {step: _step(following) for step, following in ways.items()},
    }


def _step(following: list[str]) -> Content:
    if not following:
        return {"end": "not_solved", "text": text()}
    options = [
        {"id": f"a{place}", "label": text(f"answer {place}"), "next": to}
        for place, to in enumerate(following)
    ]
    return {"question": text("which?"), "options": options}


@st.composite
def graphs(draw: st.DrawFn, most: int = 9) -> dict[str, list[str]]:
    """Any graph of questions with two or three options each, and ends; loops and all."""
    names = [f"s{place}" for place in range(draw(st.integers(2, most)))]
    nobody: st.SearchStrategy[list[str]] = st.just([])
    following = nobody | st.lists(st.sampled_from(names), min_size=2, max_size=3)
    return {name: draw(following) for name in names}


@st.composite
def trees(draw: st.DrawFn, most: int = 9) -> dict[str, list[str]]:
    """As `graphs`, but each step leads to later ones alone: nothing goes round."""
    names = [f"s{place}" for place in range(draw(st.integers(2, most)))]
    ways: dict[str, list[str]] = {names[-1]: []}
    for place in reversed(range(len(names) - 1)):
        later = st.lists(st.sampled_from(names[place + 1 :]), min_size=2, max_size=3)
        ways[names[place]] = draw(later if place == 0 else st.just([]) | later)
    return ways
